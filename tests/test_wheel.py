"""The wheel in an empty environment, with the sources out of reach."""

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _check_licences(wheel: Path) -> None:
    """Every font lies beside its licence, and the licence among those of the wheel."""
    names = zipfile.ZipFile(wheel).namelist()
    folders = {name.rpartition("/")[0] for name in names if name.endswith((".ttf", ".otf"))}
    assert {f"ficbind/bundled/styles/{path.name}/fonts" for path in (ROOT / "styles").iterdir()} <= folders
    assert all(f"{folder}/OFL.txt" in names for folder in folders)
    kinds = {folder.removeprefix("ficbind/bundled/") for folder in folders}
    assert all(any(name.endswith(f"licenses/{kind}/OFL.txt") for name in names) for kind in kinds)


def test_the_installed_wheel_compiles_the_sample(tmp_path: Path) -> None:
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "dist", ROOT, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    _check_licences(wheel)
    venv.create(tmp_path / "empty", with_pip=True)
    binaries = tmp_path / "empty" / ("Scripts" if sys.platform == "win32" else "bin")
    _run(binaries / "python", "-m", "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", wheel, cwd=tmp_path)
    shutil.copytree(ROOT / "stories", tmp_path / "stories")
    where = _run(binaries / "python", "-I", "-c", "import ficbind; print(ficbind.__file__)", cwd=tmp_path)
    assert where.startswith(str(tmp_path / "empty"))
    _run(binaries / "ficbind", "stories/anthology.yaml", "-o", "out", cwd=tmp_path)
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".epub", ".pdf"]
    assert "## M002" in _run(binaries / "ficbind", "explain", "M002", cwd=tmp_path)
