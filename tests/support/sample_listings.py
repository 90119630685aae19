"""The listings of the sample edition. Every organization, number and address in it is made up."""

import datetime as dt

from dogwood.edition.records import Confirmation, Hours, ListingRecord, OrganizationRecord, Phone, Place, Status

TIMEZONE = "America/New_York"
WEEKDAYS = (0, 1, 2, 3, 4)

CALLED = Confirmation(
    checked_on="2026-10-05",
    method="phone",
    source="Call to the office",
    due_on=dt.date(2027, 1, 3),
    lapses_on=dt.date(2027, 10, 5),
)
READ = Confirmation(checked_on="2026-08", method="document", source="https://example.org/about")

GREENVILLE = Place(
    name="Main office",
    address="100 Sample Street",
    city="Greenville",
    state="NC",
    zip="27834",
    county="Pitt",
    county_fips="37147",
    latitude=35.6127,
    longitude=-77.3664,
    accessibility="Ramp at the side door",
)
LUMBERTON = Place(
    address="200 Example Avenue",
    city="Lumberton",
    state="NC",
    zip="28358",
    county="Robeson",
    county_fips="37155",
    latitude=34.6182,
    longitude=-79.0086,
)
PEMBROKE = Place(
    address="12 Model Road",
    city="Pembroke",
    state="NC",
    zip="28372",
    county="Robeson",
    county_fips="37155",
    latitude=34.6804,
    longitude=-79.1950,
)
BOONE = Place(
    address="300 Specimen Lane",
    city="Boone",
    state="NC",
    zip="28607",
    county="Watauga",
    county_fips="37189",
    latitude=36.2168,
    longitude=-81.6746,
)
RALEIGH = Place(
    address="400 Trial Drive",
    city="Raleigh",
    state="NC",
    zip="27601",
    county="Wake",
    county_fips="37183",
    latitude=35.7796,
    longitude=-78.6382,
)


def _phone(digits: str, kind: str = "voice", languages: tuple[str, ...] = (), label: str = "") -> Phone:
    written = f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return Phone(written=written, dial=f"+1{digits}", kind=kind, languages=languages, label=label)


def _both(english: ListingRecord, **spanish: object) -> list[ListingRecord]:
    """The record and its Spanish twin, with the fields given here in Spanish."""
    return [english, english.model_copy(update={"language": "es", **spanish})]


def organizations() -> list[OrganizationRecord]:
    english = OrganizationRecord(
        key="sample-cancer-alliance",
        language="en",
        name="Sample Cancer Alliance",
        other_names=("Specimen Breast Coalition",),
        website="https://alliance.example.org",
        confirmation=READ,
    )
    return [english, english.model_copy(update={"language": "es"})]


def listings() -> list[ListingRecord]:
    """14 listings in both languages: one closed with its successor, three mammogram rooms, one trial."""
    helpline = ListingRecord(
        key="sample-helpline",
        language="en",
        service_type="helpline",
        name="Sample Breast Helpline",
        other_names=("Helping Hand Line",),
        organization="sample-cancer-alliance",
        organization_name="Sample Cancer Alliance",
        summary="Trained survivors answer the phone day and night.",
        description="Call when you cannot sleep, before a visit, or when you have questions about a mammogram.",
        needs=("talk-now", "peer-support"),
        audiences=("newly-diagnosed", "survivors"),
        formats=("phone",),
        languages=("en", "es"),
        cost="free",
        area="nation",
        website="https://helpline.example.org",
        phones=(_phone("8005550101", "toll_free", ("en",)), _phone("8005550102", "toll_free", ("es",), "Spanish")),
        hours=(Hours(days=(0, 1, 2, 3, 4, 5, 6), opens=0, closes=1440, timezone=TIMEZONE),),
        confirmation=CALLED,
    )
    closed = ListingRecord(
        key="old-carolina-line",
        language="en",
        service_type="helpline",
        name="Old Carolina Cancer Line",
        summary="This helpline answered questions until it closed.",
        needs=("talk-now",),
        formats=("phone",),
        area="state",
        area_states=("NC",),
        status=Status(
            state="defunct",
            since="2012-10",
            became="succeeded_by",
            successor="sample-helpline",
            note="It closed in 2012. The Sample Breast Helpline answers now.",
        ),
        withheld={"phone": "closed"},
        confirmation=READ,
    )
    rides = ListingRecord(
        key="robeson-rides",
        language="en",
        service_type="transport",
        name="Robeson Rides to Care",
        summary="Volunteer drivers take you to chemotherapy and radiation and back.",
        needs=("ride",),
        audiences=("rural", "low-income"),
        formats=("in-person",),
        languages=("en",),
        cost="free",
        eligibility="You live in Robeson County.",
        area="county",
        area_counties=("Robeson",),
        phones=(_phone("9105550103"),),
        hours=(Hours(days=WEEKDAYS, opens=480, closes=1020, timezone=TIMEZONE),),
        places=(LUMBERTON,),
        accepting="yes",
        confirmation=CALLED,
    )
    gas_cards = ListingRecord(
        key="tar-river-fund",
        language="en",
        service_type="fund",
        name="Tar River Gas and Bills Fund",
        summary="Gas cards and help with rent or power bills during treatment.",
        needs=("money-bills", "ride"),
        audiences=("low-income", "uninsured"),
        formats=("phone", "mail"),
        languages=("en", "es"),
        cost="free-to-apply",
        area="county",
        area_counties=("Pitt", "Beaufort"),
        documents="A letter from your doctor and one bill.",
        phones=(_phone("2525550104"),),
        places=(GREENVILLE,),
        accepting="waitlist",
        waiting_time="About two weeks",
        confirmation=READ,
    )
    rooms = [
        ListingRecord(
            key=key,
            language="en",
            service_type="mammography",
            name=name,
            summary="A certified center where you can have a mammogram.",
            needs=("mammogram",),
            formats=("in-person",),
            cost="insurance-or-fee",
            area="county",
            area_counties=(place.county,),
            phones=(_phone(digits),),
            places=(place,),
            confirmation=READ,
        )
        for key, name, digits, place in (
            ("greenville-imaging", "Greenville Sample Imaging", "2525550105", GREENVILLE),
            ("lumberton-imaging", "Lumberton Sample Imaging", "9105550106", LUMBERTON),
            ("boone-imaging", "Boone Sample Imaging", "8285550107", BOONE),
        )
    ]
    free_mammogram = ListingRecord(
        key="state-screening-program",
        language="en",
        service_type="screening-program",
        name="State Screening Program",
        other_names=("SSP",),
        summary="Free mammograms for women without insurance, through your county.",
        needs=("free-screening",),
        audiences=("uninsured", "low-income"),
        formats=("in-person",),
        languages=("en", "es"),
        cost="free",
        area="state",
        area_states=("NC",),
        website="https://screening.example.org",
        phones=(_phone("9195550108"),),
        confirmation=CALLED,
    )
    group = ListingRecord(
        key="high-country-circle",
        language="en",
        service_type="support-group",
        name="High Country Circle",
        summary="Women with breast cancer meet twice a month in Boone.",
        needs=("peer-support",),
        audiences=("survivors", "metastatic"),
        formats=("in-person", "online"),
        languages=("en",),
        cost="free",
        area="county",
        area_counties=("Watauga", "Ashe"),
        hours=(Hours(days=(2,), opens=1080, closes=1170, timezone=TIMEZONE, weeks=(1, 3)),),
        hours_note="First and third Wednesday, 6 to 7:30 in the evening.",
        places=(BOONE,),
        phones=(_phone("8285550109"),),
        confirmation=CALLED,
    )
    latina_group = ListingRecord(
        key="juntas-pembroke",
        language="en",
        service_type="support-group",
        name="Juntas Pembroke",
        summary="A support group in Spanish for women and their families.",
        needs=("peer-support", "counseling"),
        audiences=("latina", "caregivers"),
        formats=("in-person",),
        languages=("es",),
        cost="free",
        area="county",
        area_counties=("Robeson",),
        places=(PEMBROKE,),
        phones=(_phone("9105550110", languages=("es",)),),
        confirmation=READ,
    )
    wigs = ListingRecord(
        key="wig-closet-boone",
        language="en",
        service_type="products",
        name="The Wig Closet",
        summary="Free wigs, scarves and breast forms for people in treatment.",
        needs=("wig-bra",),
        formats=("in-person",),
        cost="free",
        area="county",
        area_counties=("Watauga",),
        places=(BOONE,),
        phones=(_phone("8285550111"),),
    )
    hospital = ListingRecord(
        key="sample-cancer-center",
        language="en",
        service_type="cancer-center",
        name="Sample Regional Cancer Center",
        summary="Cancer care, second opinions and a nurse navigator in Greenville.",
        needs=("cancer-care", "genetics"),
        formats=("in-person",),
        languages=("en", "es"),
        cost="insurance-or-fee",
        area="state",
        area_states=("NC",),
        places=(GREENVILLE, RALEIGH),
        phones=(_phone("2525550112"),),
        confirmation=CALLED,
    )
    palliative = ListingRecord(
        key="eastern-comfort-care",
        language="en",
        service_type="hospice",
        name="Eastern Comfort Care",
        summary="Comfort care at home, at any stage of the illness.",
        needs=("palliative-hospice", "side-effects"),
        audiences=("metastatic",),
        formats=("in-person", "phone"),
        cost="insurance-or-fee",
        area="county",
        area_counties=("Pitt",),
        places=(GREENVILLE,),
        phones=(_phone("2525550113"),),
        confirmation=READ,
    )
    trial = ListingRecord(
        key="sample-trial",
        language="en",
        kind="trial",
        service_type="trial",
        name="Sample study of swelling after surgery",
        summary="A study that asks whether gentle exercise eases arm swelling.",
        needs=("trials", "side-effects"),
        audiences=("survivors",),
        formats=("in-person",),
        cost="free",
        area="state",
        area_states=("NC",),
        places=(RALEIGH,),
    )
    return [
        *_both(helpline, summary="Sobrevivientes capacitadas contestan de día y de noche."),
        *_both(
            closed,
            summary="Esta línea de ayuda contestó preguntas hasta que cerró.",
            status=closed.status.model_copy(
                update={"note": "Cerró en 2012. Ahora contesta la línea Sample Breast Helpline."}
            ),
        ),
        *_both(
            rides,
            summary="Conductores voluntarios la llevan a la quimioterapia y la radioterapia, y de regreso.",
            eligibility="Usted vive en el condado de Robeson.",
        ),
        *_both(
            gas_cards,
            summary="Tarjetas de gasolina y ayuda con la renta o la luz durante el tratamiento.",
            documents="Una carta de su médico y una cuenta.",
            waiting_time="Unas dos semanas",
        ),
        *(
            record
            for room in rooms
            for record in _both(room, summary="Un centro certificado donde puede hacerse una mamografía.")
        ),
        *_both(free_mammogram, summary="Mamografías gratis para mujeres sin seguro médico, por medio de su condado."),
        *_both(
            group,
            summary="Mujeres con cáncer de mama se reúnen dos veces al mes en Boone.",
            hours_note="Primer y tercer miércoles, de 6 a 7:30 de la tarde.",
        ),
        *_both(latina_group, summary="Un grupo de apoyo en español para mujeres y sus familias."),
        *_both(wigs, summary="Pelucas, pañuelos y prótesis gratis para personas en tratamiento."),
        *_both(hospital, summary="Atención del cáncer, segunda opinión y una enfermera navegadora en Greenville."),
        *_both(palliative, summary="Cuidados paliativos en casa, en cualquier etapa de la enfermedad."),
        *_both(
            trial,
            name="Estudio de muestra sobre la hinchazón después de la cirugía",
            summary="Un estudio que pregunta si el ejercicio suave alivia la hinchazón del brazo.",
        ),
    ]
