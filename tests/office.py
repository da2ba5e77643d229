"""Opens a workbook in LibreOffice as a person would, types into cells, and saves it again."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

SCRIPT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing" script:language="StarBasic">
Sub Main(source As String, target As String, page As String, typed As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  If typed &lt;&gt; "" Then
    entries = Split(typed, "|")
    For i = LBound(entries) To UBound(entries)
      parts = Split(entries(i), "=")
      place = Split(parts(0), ".")
      book.Sheets.getByName(place(0)).getCellRangeByName(place(1)).setFormula(parts(1))
    Next i
  End If
  book.calculateAll()
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName" : kind(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL(target, kind())
  kind(0).Value = "HTML (StarCalc)"
  book.storeToURL(page, kind())
  book.close(True)
  StarDesktop.terminate()
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Typing"/>
</library:library>
"""


def typed_into(source: Path, folder: Path, cells: Mapping[str, str]) -> tuple[Path, str]:
    """Type into cells, such as `Visits.B5`; return the saved workbook and the page it looks like."""
    profile = folder / "profile"
    basic = profile / "user" / "basic"
    start = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    # A first start fills the profile.
    subprocess.run([*start, "--terminate_after_init"], check=True, capture_output=True, timeout=300)
    (basic / "Standard" / "Typing.xba").write_text(SCRIPT)
    (basic / "Standard" / "script.xlb").write_text(LIBRARY)
    target, page = folder / "typed.xlsx", folder / "typed.html"
    typed = "|".join(f"{place}={text}" for place, text in cells.items())
    given = ",".join(f'"{one}"' for one in (source.as_uri(), target.as_uri(), page.as_uri(), typed))
    done = subprocess.run(
        [*start, f"macro:///Standard.Typing.Main({given})"],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert target.exists(), done.stderr
    return target, page.read_text(encoding="utf-8", errors="replace")
