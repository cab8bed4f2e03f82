"""A folder on a network disk, or in one that is synchronised, is known before a journal is made in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.adapters.far_disk import far, kind_of
from kiosk.adapters.folder import DataFolder, FolderUnusable
from tests.adapters.helpers import NOON

TABLE = r"""22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
40 22 0:35 / /srv/shop rw,relatime shared:20 - nfs4 server:/shop rw,vers=4.2
41 40 259:3 / /srv/shop/local rw,relatime - xfs /dev/nvme0n1p3 rw
42 22 0:36 / /mnt/my\040share rw - cifs //server/share rw
43 22 0:37 / /mnt/ssh rw - fuse.sshfs user@server: rw
44 22 0:38 / /mnt/ssh rw - tmpfs tmpfs rw
a line that says nothing
45 22 0:39 / /mnt/odd rw -
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/data/till", "ext4"),
        ("/srv/shop", "nfs4"),
        ("/srv/shop/a/b", "nfs4"),
        ("/srv/shopping", "ext4"),
        ("/srv/shop/local/till", "xfs"),
        ("/mnt/my share/till", "cifs"),
        ("/mnt/ssh/till", "tmpfs"),
    ],
)
def test_the_deepest_mount_point_says_what_a_folder_is_on(folder: str, kind: str) -> None:
    assert kind_of(Path(folder), TABLE) == kind


def test_a_table_that_says_nothing_refuses_nothing(tmp_path: Path) -> None:
    assert kind_of(Path("/data"), "") == ""
    assert far(tmp_path, tmp_path / "no table") == ""


@pytest.mark.parametrize(
    "name", ["Dropbox", "Dropbox (Tea House)", "OneDrive - Tea House", "Google Drive", "iCloudDrive", "Nextcloud"]
)
def test_synchronised_folders_are_known_by_their_names(tmp_path: Path, name: str) -> None:
    assert "copied to other computers" in far(tmp_path / name / "till")


@pytest.mark.parametrize("name", ["dropboxes", "my-onedrive-notes", "drive"])
def test_other_names_are_nobodys_business(tmp_path: Path, name: str) -> None:
    assert far(tmp_path / name) == ""


def test_a_till_does_not_make_its_journal_there(tmp_path: Path) -> None:
    (tmp_path / "table").write_text(f"22 1 0:1 / {tmp_path.resolve()} rw - nfs4 server:/ rw\n")
    folder = DataFolder(tmp_path / "till", mounts=tmp_path / "table")
    with pytest.raises(FolderUnusable, match=r"network disk \(nfs4\): choose a folder on a disk of this computer"):
        folder.claim(NOON)
    assert not (tmp_path / "till").exists()
