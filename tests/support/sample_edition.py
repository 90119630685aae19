"""A small directory in English and Spanish for tests of every output. All of it is made up.

``build_sample_edition(root)`` publishes it as edition 1 in ``root``; ``sample_records()`` gives the records alone.
"""

import datetime as dt
from pathlib import Path

from dogwood.edition.build import Content, IndexBuilder, build_edition
from dogwood.edition.records import (
    CareCardBlock,
    ChapterRecord,
    DirectoryRecord,
    EventRecord,
    GuideRecord,
    KeyFactsBlock,
    ListingsBlock,
    PageRecord,
    PointsBlock,
    PublicationRecord,
    QuestionBlock,
    QuestionsToAskBlock,
    QuotationBlock,
    Record,
    Review,
    SeeAlsoBlock,
    Source,
    StatisticBlock,
    TermRecord,
    TextBlock,
)
from dogwood.edition.store import LocalStore
from dogwood.facts.prose import ItemList, Paragraph, Prose, Span
from dogwood.search.index import build_index as build_search_index
from tests.support.sample_listings import GREENVILLE, READ, listings, organizations

LANGUAGES = ("en", "es")
BUILT_AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
_SOURCE = Source(name="National Cancer Institute", title="Sample page", url="https://www.example.org", date="2024-11")


def prose(*parts: str | list[str]) -> Prose:
    """Paragraphs (a string each) and lists (a list of strings each)."""
    return tuple(
        ItemList(items=tuple((Span(text=item),) for item in part))
        if isinstance(part, list)
        else Paragraph(spans=(Span(text=part),))
        for part in parts
    )


def directories() -> list[Record]:
    english = DirectoryRecord(
        key="directory",
        language="en",
        name="Sample Health Directory",
        short_name="Sample",
        area_name="North Carolina",
        state="NC",
        languages=LANGUAGES,
        answers_at_night=("sample-helpline",),
        credit="Written for tests.",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
    )
    return [
        english,
        english.model_copy(
            update={"language": "es", "name": "Directorio de salud de muestra", "area_name": "Carolina del Norte"}
        ),
    ]


def chapters() -> list[Record]:
    return [
        ChapterRecord(key=key, language=language, title=title, summary=summary, position=position)
        for key, position, language, title, summary in (
            ("living-with-cancer", 1, "en", "Living with cancer", "What helps during and after treatment."),
            ("living-with-cancer", 1, "es", "Vivir con el cáncer", "Lo que ayuda durante y después del tratamiento."),
            ("paying-for-care", 2, "en", "Paying for care", "Help with bills, medicine and rides."),
            ("paying-for-care", 2, "es", "Pagar la atención", "Ayuda con cuentas, medicinas y transporte."),
        )
    ]


def guides() -> list[Record]:
    swelling = GuideRecord(
        key="arm-swelling",
        language="en",
        title="Swelling of the arm after surgery",
        chapter="living-with-cancer",
        position=1,
        main_message="Swelling can start months or years after surgery. Tell your care team early: early care helps most.",
        body=(
            QuestionBlock(
                question="What is lymphedema?",
                text=(
                    Paragraph(
                        spans=(
                            Span(text="Lymphedema is swelling when fluid cannot drain. See "),
                            Span(text="lymph node", href="term:lymph-node"),
                            Span(text=", and call the "),
                            Span(text="helpline", href="listing:sample-helpline"),
                            Span(text=" with questions."),
                        )
                    ),
                ),
            ),
            CareCardBlock(
                level="urgent",
                title="Call your care team today if",
                text=prose(["your arm is red, hot and painful", "you have a fever"]),
            ),
            PointsBlock(mood="do", title="Do", text=prose(["keep your skin clean", "move your arm gently"])),
            PointsBlock(mood="dont", title="Do not", text=prose(["wear tight sleeves"])),
            QuestionBlock(
                question="Where can I get a sleeve?",
                text=prose("Ask your care team who fits compression sleeves. Some funds help to pay for them."),
            ),
            QuotationBlock(by="A sample reader", text=prose("Gentle exercise every morning helped me.")),
            QuestionsToAskBlock(title="Questions to ask", text=prose(["Who treats lymphedema near me?"])),
            ListingsBlock(title="Who can help", need="side-effects", limit=4),
            SeeAlsoBlock(guides=("rides-and-bills",)),
        ),
        sources=(_SOURCE,),
        review=Review(state="pending"),
        needs=("side-effects",),
        audiences=("survivors",),
        notices=("awaiting_clinical_review",),
        changed=dt.date(2026, 11, 1),
    )
    money = GuideRecord(
        key="rides-and-bills",
        language="en",
        title="Rides to treatment and help with bills",
        chapter="paying-for-care",
        position=1,
        main_message="You can ask for help before you miss a visit. A social worker knows the local funds.",
        body=(
            KeyFactsBlock(title="In short", text=prose(["Medicaid can pay for rides", "Ask early"])),
            QuestionBlock(
                question="How do I get a ride to treatment?",
                text=prose("Volunteer drivers, gas cards and Medicaid rides can take you.", ["Call two days before"]),
            ),
            QuestionBlock(
                question="Can I get a mammogram without insurance?",
                text=prose("Yes. A screening program pays for it where you qualify."),
            ),
            StatisticBlock(
                value="1 in 8",
                year="2024",
                population="made up for this sample",
                source="Sample source",
                text=prose("A figure that stays folded until a reader opens it."),
            ),
            ListingsBlock(title="Numbers to call", keys=("robeson-rides", "tar-river-fund")),
            TextBlock(text=prose("Keep a list of the people you called.")),
        ),
        sources=(_SOURCE,),
        needs=("ride", "money-bills"),
        audiences=("low-income", "rural"),
        changed=dt.date(2026, 10, 20),
    )
    return [swelling, _spanish_swelling(swelling), money, _spanish_money(money)]


def _spanish_swelling(english: GuideRecord) -> GuideRecord:
    return english.model_copy(
        update={
            "language": "es",
            "notices": ("awaiting_clinical_review", "awaiting_language_review"),
            "title": "Hinchazón del brazo después de la cirugía",
            "main_message": "La hinchazón puede empezar meses o años después de la cirugía. Avise pronto a su equipo.",
            "body": (
                QuestionBlock(
                    question="¿Qué es el linfedema?",
                    text=prose("El linfedema es una hinchazón que aparece cuando el líquido no puede drenar."),
                ),
                CareCardBlock(
                    level="urgent",
                    title="Llame hoy a su equipo si",
                    text=prose(["su brazo está rojo, caliente y le duele", "tiene fiebre"]),
                ),
                ListingsBlock(title="Quién puede ayudar", need="side-effects", limit=4),
            ),
        }
    )


def _spanish_money(english: GuideRecord) -> GuideRecord:
    return english.model_copy(
        update={
            "language": "es",
            "title": "Transporte al tratamiento y ayuda con las cuentas",
            "main_message": "Puede pedir ayuda antes de faltar a una cita.",
            "body": (
                QuestionBlock(
                    question="¿Cómo consigo transporte al tratamiento?",
                    text=prose("Conductores voluntarios, tarjetas de gasolina y Medicaid pueden llevarla."),
                ),
                QuestionBlock(
                    question="¿Puedo hacerme una mamografía sin seguro?",
                    text=prose("Sí. Un programa de detección la paga si usted califica."),
                ),
            ),
        }
    )


def publications() -> list[Record]:
    book = PublicationRecord(
        key="sample-book",
        language="en",
        publication_type="book",
        title="A Sample Book about Breast Cancer",
        authors=("Jane Sample",),
        year="2019",
        publication_language="en",
        annotation="Plain answers about surgery, reconstruction and life afterwards.",
        needs=("learn",),
        audiences=("newly-diagnosed",),
        confirmation=READ,
    )
    booklet = PublicationRecord(
        key="sample-booklet",
        language="en",
        publication_type="booklet",
        title="Eating Well During Chemotherapy",
        organization="sample-cancer-alliance",
        organization_name="Sample Cancer Alliance",
        year="2023",
        publication_language="en",
        annotation="Recipes and tips for days when food tastes odd.",
        how_to_get="Ask the Sample Cancer Alliance by mail.",
        website="https://alliance.example.org/booklet",
        needs=("side-effects", "learn"),
    )
    return [
        book,
        book.model_copy(
            update={"language": "es", "annotation": "Respuestas claras sobre la cirugía y la vida después."}
        ),
        booklet,
        booklet.model_copy(update={"language": "es", "annotation": "Recetas y consejos para los días de mal sabor."}),
    ]


def events() -> list[Record]:
    walk = EventRecord(
        key="sample-walk",
        language="en",
        name="Greenville Sample Walk",
        summary="A slow walk along the river for survivors and their families.",
        starts=dt.datetime(2026, 12, 17, 17, 30),
        ends=dt.datetime(2026, 12, 17, 19, 0),
        recurrence="FREQ=MONTHLY;BYDAY=3TH",
        organization="sample-cancer-alliance",
        organization_name="Sample Cancer Alliance",
        place=GREENVILLE,
        cost="free",
        languages=("en",),
        needs=("wellness",),
        audiences=("survivors",),
        confirmation=READ,
    )
    return [
        walk,
        walk.model_copy(
            update={
                "language": "es",
                "name": "Caminata de muestra en Greenville",
                "summary": "Una caminata tranquila junto al río para sobrevivientes y sus familias.",
            }
        ),
    ]


def terms() -> list[Record]:
    rows: list[tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]]] = [
        ("metastasis", "en", "Metastasis", "Cancer that has moved to another part of the body.",
         ("spread", "cancer that came back"), ("metastatic", "stage iv")),
        ("metastasis", "es", "Metástasis", "Cáncer que ha pasado a otra parte del cuerpo.",
         ("se extendió", "regó"), ("metastásico", "etapa iv")),
        ("lymphedema", "en", "Lymphedema", "Swelling when lymph fluid cannot drain.",
         ("arm swelling", "swollen arm"), ("lymphoedema",)),
        ("lymphedema", "es", "Linfedema", "Hinchazón cuando la linfa no puede drenar.",
         ("brazo hinchado",), ("edema linfático",)),
        ("lymph-node", "en", "Lymph node", "A small gland that filters lymph fluid.",
         ("gland",), ("axillary node",)),
        ("lymph-node", "es", "Ganglio linfático", "Una glándula pequeña que filtra la linfa.",
         ("glándula",), ("nódulo axilar",)),
        ("chemotherapy", "en", "Chemotherapy", "Medicine that kills cancer cells.",
         ("chemo",), ("cytotoxic therapy",)),
        ("chemotherapy", "es", "Quimioterapia", "Medicina que mata las células del cáncer.",
         ("quimio",), ("terapia citotóxica",)),
        ("mammogram", "en", "Mammogram", "An X-ray picture of the breast.",
         ("breast x-ray",), ("mammography",)),
        ("mammogram", "es", "Mamografía", "Una radiografía de la mama.",
         ("radiografía del seno", "mamograma"), ("mastografía",)),
    ]  # fmt: skip
    return [
        TermRecord(
            key=key,
            language=language,
            term=term,
            definition=definition,
            lay=lay,
            clinical=clinical,
            source=Source(name="NCI Dictionary", url="https://www.example.org/dictionary"),
        )
        for key, language, term, definition, lay, clinical in rows
    ]


def pages() -> list[Record]:
    return [
        PageRecord(
            key="about",
            language=language,
            title=title,
            position=1,
            main_message=message,
            body=(TextBlock(text=prose(text)),),
            changed=dt.date(2026, 11, 1),
        )
        for language, title, message, text in (
            ("en", "About this directory", "Who makes this directory and why.", "Volunteers keep the listings true."),
            ("es", "Acerca de este directorio", "Quién hace este directorio.", "Voluntarias cuidan los datos."),
        )
    ]


def sample_records() -> list[Record]:
    """Every record of the sample, in both languages."""
    return [
        *directories(), *chapters(), *guides(), *organizations(), *listings(), *publications(), *events(), *terms(),
        *pages(),
    ]  # fmt: skip


def build_sample_edition(
    root: Path, *, records: list[Record] | None = None, build_index: IndexBuilder = build_search_index, name: str = ""
) -> LocalStore:
    """Publish the sample in ``root`` and return the store, whose current edition it then is.

    records: other records than the sample's. build_index: another index builder than search's own. name: of a printed edition.
    """
    store = LocalStore(root)
    content = Content(sample_records() if records is None else records, LANGUAGES)
    build_edition(store, content, build_index=build_index, now=BUILT_AT, name=name)
    return store
