"""The fields of a page's form as a browser would send them."""

from html.parser import HTMLParser


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((said.get("action", ""), {}))
        if not self.forms:
            return
        fields = self.forms[-1][1]
        name = said.get("name", "")
        if tag == "input" and name:
            is_box = said.get("type") in ("checkbox", "radio")
            if not is_box or "checked" in said:
                fields[name] = said.get("value", "on")
        elif tag == "textarea":
            self._area = name
            fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in said or self._select not in fields):
            fields[self._select] = said.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][1][self._area] += data


def form_fields(page: str, action: str) -> dict[str, str]:
    """Of the form that goes to ``action``."""
    parser = _Forms()
    parser.feed(page)
    return next(fields for goes_to, fields in parser.forms if goes_to == action)
