# Plays a morning at a small post through the real programs. Not yet tried on Windows.
Set-Location $PSScriptRoot
. .\installer\setup.ps1
Install-Guichet
$env:PYTHONUTF8 = "1"
& .venv\Scripts\guichet-demo @args
exit $LASTEXITCODE
