/** What a page is made of. `body`: rendered Markdown; `style`: address of the style sheet; `source`: where a webview's own files come from. */
export interface PageParts {
  readonly title: string;
  readonly body: string;
  readonly style: string;
  readonly source: string;
}

/** What Markdown's tables put on each cell that stands on the left: the style sheet says it, and styles of their own are not allowed. */
const onTheLeft = ' style="text-align:left"';

/** The document of a page: no scripts, no images, no styles of its own, nothing from elsewhere. */
export function pageHtml({ title, body, style, source }: PageParts): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${source};">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<main>
${body.replaceAll(onTheLeft, '')}
</main>
</body>
</html>`;
}
