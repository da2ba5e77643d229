"""Letters beyond ASCII that the languages of Europe are written with, small and capital."""

from __future__ import annotations

_GREEK = "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"
_RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"

_SMALL = {
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "bs": "čćđšž",
    "ca": "àèéíòóúïüç·",
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøåé",
    "de": "äöüß",
    "el": _GREEK,
    "es": "áéíóúñü¿¡ºª",
    "et": "äõöüšž",
    "fi": "äöåšž",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "ga": "áéíóú",
    "he": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "is": "áðéíóúýþæö",
    "it": "àèéìíîòóùú",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "nb": "æøåéò",
    "nl": "áéíóúäëïöüèê",
    "nn": "æøåéòô",
    "pl": "ąćęłńóśźż",
    "pt": "áâãàçéêíóôõú",
    "ro": "ăâîșțşţ",
    "ru": _RUSSIAN,
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sq": "çë",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "sv": "åäöé",
    "tr": "çğıöşüâîİ",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
ALPHABETS = {
    language: letters + "".join(letter.upper() for letter in letters if letter != "ß")
    for language, letters in _SMALL.items()
}
# Signs of print that go with any language.
COMMON_SIGNS = frozenset("–—‘’‚“”„…€«»°§®©™²³½·•\u00a0")
