from collections.abc import Callable
from pathlib import Path

import pytest

#: A whole pack, as small as one can be that still has a row in every file.
PACK = {
    "directory.toml": """format = 1
key = "small"
languages = ["en", "es"]
timezone = "America/New_York"
answers_at_night = ["line"]

[name]
en = "Small directory"
es = "Directorio pequeño"

[area]
en = "North Carolina"
es = "Carolina del Norte"
state = "NC"
""",
    "chapters.csv": "key,position,title_en,title_es,summary_en,summary_es\ncare,1,Care,Cuidado,\"Care, and more.\",\n",
    "guides/care/pain.en.md": """+++
title = "Pain"
position = 1
main_message = "Pain can be treated."
needs = ["side-effects"]
changed = 2026-11-23

[review]
state = "pending"

[[sources]]
name = "National Cancer Institute"
title = "Cancer pain"
url = "https://www.cancer.gov/about-cancer/treatment/side-effects/pain"
date = "2024-11"
+++

## What helps?

Call the [line](listing:line).

:::care urgent title="Call your care team today if"
- the pain is new
:::

:::see-also pain
:::
""",
    "pages/about.en.md": '+++\ntitle = "About"\nposition = 1\nmain_message = ""\n+++\n\nWho we are.\n',
    "organizations.csv": "key,name,website\nalliance,Made Alliance,https://example.org\n",
    "listings.csv": (
        "key,kind,service_type,name,organization,successor,status,status_date,summary_en,summary_es,needs,languages,area,area_counties\n"
        "line,service,helpline,Help line,alliance,,,,Somebody answers.,Alguien contesta.,talk-now; peer-support,en; es,nation,\n"
        "old-line,service,helpline,Old line,alliance,line,defunct,2012-10,It closed.,,talk-now,,county,Pitt; Wake\n"
    ),
    "phones.csv": "listing,written,kind,extension,languages,place,label_en,label_es\nline,800.ACS.2345,toll_free,,en,,Day,Día\nline,919-733-4261,voice,12,,1,,\n",
    "places.csv": "listing,name,address,city,state,zip,county,latitude,longitude\nline,Office,1 Main St,Greenville,NC,27834,Pitt,35.6127,-77.3664\n",
    "hours.csv": "listing,days,opens,closes,weeks,timezone,place,note_en\nline,mo-fr,09:00,17:00,,,1,\nline,we,18:00,19:30,1; 3,,,By phone only\n",
    "web.csv": "listing,url,label_en\nline,https://example.org/more,More\n",
    "publications.csv": "key,publication_type,title,authors,year,language,annotation_en,organization\nhandbook,book,A handbook,A. Writer; B. Writer,2024,en,What to ask.,alliance\n",
    "events.csv": "key,name_en,starts,ends,timezone,recurrence,listing\nmeeting,Meeting,2026-12-17T17:30,2026-12-17T19:00,America/New_York,FREQ=MONTHLY;BYDAY=3TH,line\n",
    "glossary.csv": "key,term_en,term_es,definition_en,definition_es,lay_en\nlymph-node,Lymph node,Ganglio,A small gland.,Una glándula.,gland; knot\n",
    "urgent.csv": "key,heading_en,advice_en,phrases_en,level,listing,source_name,source_url\ncrisis,Call now,Call the line.,want to die; end it + all,urgent,line,Made,https://example.org\n",
    "checks.csv": "of,key,field,value,on,on_written,method,outcome,by,evidence\nlisting,line,,,2026-10-01,,phone,confirmed,Pat,\nlisting,line,phone,919-733-4261,2026-11-01,,phone,dead,Pat,\nlisting,old-line,,,,a page of 2012,document,closed,Pat,https://example.org\n",
}  # fmt: skip


@pytest.fixture
def write_pack(tmp_path: Path) -> Callable[..., Path]:
    """``write_pack({"listings.csv": …})`` writes the small pack with some files replaced (text or bytes) or, with None,
    left out."""

    def write(changes: dict[str, str | bytes | None] | None = None, name: str = "pack") -> Path:
        folder = tmp_path / name
        for file, text in {**PACK, **(changes or {})}.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is not None:
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return write
