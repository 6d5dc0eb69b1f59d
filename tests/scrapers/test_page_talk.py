"""What pages say of themselves in and around a document, in a dozen languages, is no text of it."""

from __future__ import annotations

import pytest

from scrapers.extract import extract_page
from tests.support.pages import BODY, page

TALK = {
    "en": "Show more | Show less | Top of page | Back to top | Was this page helpful? | Copy link | Ask AI",
    "fr": (
        "Temps de lecture : 5 min | Partager cet article | Partager cette page | "
        "Cet article vous a-t-il été utile ? | Cette page vous a-t-elle été utile ? Oui Non | "
        "Retour en haut de page | Imprimer la page | Télécharger en PDF | Copier le lien | "
        "Écouter l’article | Passer au contenu principal"
    ),
    "de": (
        "Lesezeit: 5 Minuten | Seite teilen | Artikel teilen | War dieser Artikel hilfreich? Ja Nein | "
        "War diese Seite hilfreich? | Nach oben | Zum Seitenanfang | Als PDF herunterladen | "
        "Link kopieren | Artikel anhören | Zum Inhalt springen | Auf dieser Seite"
    ),
    "es": (
        "Tiempo de lectura: 5 minutos | Compartir este artículo | ¿Te ha resultado útil este artículo? | "
        "¿Le resultó útil esta página? Sí No | Volver arriba | Imprimir página | Descargar en PDF | "
        "Copiar enlace | Saltar al contenido | En esta página"
    ),
    "it": (
        "Tempo di lettura: 5 minuti | Condividi | Condividi questa pagina | "
        "Questo articolo ti è stato utile? | Torna su | Torna all’inizio | Stampa la pagina | "
        "Scarica il PDF | Copia link | Vai al contenuto | In questa pagina"
    ),
    "nl": (
        "Leestijd: 5 minuten | Deel deze pagina | Was dit artikel nuttig? | Naar boven | "
        "Terug naar boven | Pagina afdrukken | Download als PDF | Link kopiëren | Naar de inhoud | "
        "Op deze pagina"
    ),
    "pt": (
        "Tempo de leitura: 5 minutos | Compartilhar | Compartilhe esta página | Este artigo foi útil? | "
        "Esta página foi útil? Sim Não | Voltar ao topo | Imprimir página | Baixar PDF | Copiar link | "
        "Pular para o conteúdo | Nesta página"
    ),
    "pl": (
        "Czas czytania: 5 minut | Udostępnij | Udostępnij tę stronę | Czy ten artykuł był pomocny? | "
        "Do góry | Wróć na górę | Drukuj stronę | Pobierz PDF | Kopiuj link | Przejdź do treści | "
        "Na tej stronie"
    ),
    "sv": (
        "Lästid: 5 minuter | Dela sidan | Var den här artikeln till hjälp? | Till toppen | "
        "Skriv ut sidan | Ladda ner PDF | Kopiera länk | Hoppa till innehåll | På den här sidan"
    ),
    "da": (
        "Læsetid: 5 minutter | Del siden | Var denne artikel nyttig? | Til toppen | Udskriv siden | "
        "Download PDF | Kopiér link | Gå til indhold | På denne side"
    ),
    "ja": (
        "シェアする | この記事は役に立ちましたか？ | この記事は役に立ちましたか？ はい いいえ | "
        "ページトップへ | 印刷する | PDFをダウンロード | リンクをコピー | "
        "メインコンテンツへスキップ | 読了時間：5分"
    ),
    "ko": (
        "공유하기 | 도움이 되었나요? | 이 문서가 도움이 되었나요? 예 아니요 | 맨 위로 | "
        "인쇄하기 | PDF 다운로드 | 링크 복사 | 본문 바로가기"
    ),
    "zh": (
        "分享 | 分享到微信 | 本文对您有帮助吗？ | 这篇文章有帮助吗？ 是 否 | "
        "返回顶部 | 打印本页 | 下载PDF | 复制链接 | 跳至主要内容"
    ),
}


def text_of(body: str) -> str:
    return extract_page(page(body)).text


@pytest.mark.parametrize("line", [line for lines in TALK.values() for line in lines.split(" | ")])
def test_what_a_page_says_of_itself_is_no_text_in_any_language(line: str) -> None:
    assert line not in text_of(f"{BODY}<p>{line}</p>")
    assert f"{line} so." in text_of(f"{BODY}<p>{line} so.</p>")


@pytest.mark.parametrize("heading", ["Compartir", "Delen", "Dela", "Partager", "目次", "Sommaire", "Table of contents"])
def test_a_heading_that_may_be_the_policy_s_own_stays(heading: str) -> None:
    assert heading in text_of(f"{BODY}<h2>{heading}</h2>{BODY.replace('Lumenwick', 'We')}")
