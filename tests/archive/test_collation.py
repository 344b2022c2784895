"""The order of labels beside ICU's, in each language that has an alphabet of its own."""

import json
import random
import subprocess

import pytest

from rostra.archive.collation import key

IN_NODE = """
const [lang, words] = JSON.parse(process.argv[1]);
console.log(JSON.stringify(words.sort(new Intl.Collator(lang).compare)));
"""

WORDS = {
    "ar": "أمن إعلام بيئة تعليم ثقافة جامعة حج خطبة دولة رمضان زكاة سلام شباب صحة ضرائب طلاب عدل غذاء فقه "
    "قضاء كتاب لغة مرأة نساء هجرة وطن يوم ",
    "de": "Ärzte Arbeit Öffnung Opern Übung Ufer Straße Strasse Zeit zehn",
    "en": "Peace peace Co-operation Cooperation Élan Elan 12 3 Zebra apple",
    "es": "niño nube nación ñandú oso año anochecer ámbito Zaragoza",
    "fa": "آب ابر انتخابات بهار پدر تاریخ ثروت جوانان چای حج خانواده دانشجویان ذکر رهبر زنان ژرف سال شهر "
    "صنعت ضرورت طبیعت ظهر عدالت غدیر فرهنگ قرآن کارگران گفتگو لوح معلمان نوروز ورزش هنر یاد ",
    "fr": "cote côte coté côté école eau zèle œuvre oeil",
    "he": "אביב בית גשם דבר הר ועד זמן חג טוב יום כנסת לב מים נשים סוף עם פסח צדק קול ראש שלום תורה",
    "ko": "가족 나라 다리 마을 바다 사람 아침 자유 차례 하늘",
    "ru": "ёлка еда ель ёж жизнь йод игра яблоко Азия армия",
    "tr": "çay cam ıhlamur ilim irade ışık şeker sabah öğrenci ordu üye uzay ğ g Istanbul İzmir",
    "ur": "آزادی اسلام بچے پاکستان تعلیم ٹیکس جمہوریت چین حج خواتین دعا ڈاک رمضان زندگی سائنس شہر صحت عدل "
    "غربت فوج قانون کتاب گاؤں لوگ مزدور نوجوان وطن ہجرت یوم ",
}


@pytest.mark.parametrize("lang", WORDS)
def test_labels_stand_in_the_order_that_icu_gives_them(lang: str) -> None:
    words = WORDS[lang].split()
    random.Random(lang).shuffle(words)
    script = ["node", "-e", IN_NODE, json.dumps([lang, words])]
    expected = json.loads(subprocess.run(script, capture_output=True, text=True, check=True).stdout)
    assert sorted(words, key=lambda word: (key(word, lang), word)) == expected


def test_the_alphabet_of_the_language_comes_first() -> None:
    words = ["Zion", "אביב", "2021", "«שלום»"]
    assert sorted(words, key=lambda word: key(word, "he")) == ["«שלום»", "2021", "אביב", "Zion"]
    assert sorted(words, key=lambda word: key(word, "en")) == ["«שלום»", "2021", "Zion", "אביב"]
