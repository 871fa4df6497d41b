# Runs the tests. Not yet tried on Windows.
Set-Location $PSScriptRoot
. .\installer\setup.ps1
Install-Guichet
$env:PYTHONUTF8 = "1"
$env:QT_QPA_PLATFORM = "offscreen"
$selection = "not soak"
if ($args -contains "--fast") { $selection = "not soak and not slow" }
if ($args -contains "--soak") { $selection = "soak" }
$rest = $args | Where-Object { $_ -notin "--fast", "--soak" }
& .venv\Scripts\python -m pytest -m $selection --numprocesses 2 --dist loadgroup @rest
exit $LASTEXITCODE
