# Sets up a checkout on Windows for demo.ps1 and test.ps1. Not yet tried on Windows.
$ErrorActionPreference = "Stop"

function Find-Python {
    foreach ($version in "3.13", "3.12", "3.11") {
        $path = & py "-$version" -c "import sys; print(sys.executable)" 2>$null
        if ($LASTEXITCODE -eq 0) { return $path }
    }
    Write-Error "Guichet needs Python 3.11, 3.12 or 3.13 from python.org"
}

function Install-Guichet {
    $hash = (Get-FileHash requirements.lock).Hash + (Get-FileHash pyproject.toml).Hash
    $stamp = "$hash $PWD"
    if (-not ((Test-Path .venv\stamp) -and ((Get-Content .venv\stamp -Raw).Trim() -eq $stamp))) {
        if (Test-Path .venv) { Remove-Item -Recurse -Force .venv }
        & (Find-Python) -m venv .venv
        & .venv\Scripts\python -m pip install --quiet --require-hashes -r requirements.lock
        if ($LASTEXITCODE -ne 0) { Write-Error "Could not install the locked Python packages" }
        & .venv\Scripts\python -m pip install --quiet --no-deps --no-build-isolation --editable .
        if ($LASTEXITCODE -ne 0) { Write-Error "Could not install Guichet's own commands" }
        Set-Content .venv\stamp $stamp
    }
    & .venv\Scripts\python -X utf8 -m ui.build_translations
}
