/** Control characters, and those that reorder or hide text: a name must not be able to disguise what it says. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/**
 * Makes a text from Azure (a name, a tag, a value) plain inside Markdown: no markup, HTML, links, icons or table cells.
 * Every mark of ASCII punctuation is escaped (CommonMark allows it), so nothing is left for linkifiers either. `$` becomes an
 * entity, because the editor looks for `$(icon)` in the finished HTML, where a backslash is gone.
 */
export function escapeMarkdown(text: string): string {
  return plain(text)
    .replace(/[!-#%-/:-@[-`{-~]/g, String.raw`\$&`)
    .replaceAll('$', '&#36;');
}

/** For a notification or the prompt of a box, where VS Code makes a link of `[text](address)`, which may run a command. */
export function plainMessage(text: string): string {
  return plain(text).replaceAll('](', '] (');
}

/** One line without control characters: for labels, tooltips of badges, names of documents. */
export function plain(text: string): string {
  return text.replace(invisible, ' ');
}

/** For what can be picked in a list, where VS Code makes a picture of `$(name)`. */
export function plainItem(text: string): string {
  return plain(text).replaceAll('$(', '$ (');
}
