/** HTML of other systems as our small Markdown; what has no place in it is named, not dropped in silence. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
};

export interface Converted {
  readonly markdown: string;
  /** Names of elements whose meaning is lost, such as `img`. */
  readonly lost: readonly string[];
}

const KEPT = /^(?:p|div|span|br|b|strong|i|em|code|tt|kbd|pre|ul|ol|li|a|u|h[1-6]|font|small)$/u;

/** Whether a text holds tags at all. */
export const hasTags = (text: string): boolean =>
  /<\/?(?:p|div|span|br|b|strong|i|em|code|pre|ul|ol|li|a|img|table|h[1-6]|sub|sup)\b[^<>]{0,500}>/iu.test(text);

export function fromHtml(html: string): Converted {
  const lost = new Set<string>();
  let text = html.replaceAll(
    /<pre[^<>]*>(?:\s*<code[^<>]*>)?([\s\S]*?)(?:<\/code>\s*)?<\/pre>/giu,
    (_, code: string) => {
      const inner = code.replaceAll(/<br\s*\/?>/giu, '\n').replaceAll(/<[^<>]*>/gu, '');
      return `\n\n\`\`\`\n${inner.trim()}\n\`\`\`\n\n`;
    },
  );
  const lists: ('ul' | 'ol')[] = [];
  let number = 0;
  const links: string[] = [];
  text = text.replaceAll(
    /<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>/giu,
    (_, slash: string, raw: string, attributes: string) => {
      const tag = raw.toLowerCase();
      const closing = slash === '/';
      if (!KEPT.test(tag)) lost.add(tag);
      switch (tag) {
        case 'br':
          return '\n';
        case 'p':
        case 'div':
        case 'h1':
        case 'h2':
        case 'h3':
        case 'h4':
        case 'h5':
        case 'h6':
          return '\n\n';
        case 'b':
        case 'strong':
          return '**';
        case 'i':
        case 'em':
          return '*';
        case 'code':
        case 'tt':
        case 'kbd':
          return '`';
        case 'ul':
        case 'ol':
          if (closing) lists.pop();
          else lists.push(tag);
          number = 0;
          return '\n\n';
        case 'li':
          if (closing) return '';
          number += 1;
          return lists.at(-1) === 'ol' ? `\n${number}. ` : '\n- ';
        case 'a': {
          if (!closing) {
            links.push(/href\s*=\s*["']?(https?:[^"'\s>]+)/iu.exec(attributes)?.[1] ?? '');
            return '[';
          }
          const url = links.pop() ?? '';
          return url === '' ? ']' : `](${url})`;
        }
        default:
          return '';
      }
    },
  );
  text = text
    .replaceAll(/&#(\d{1,7});/gu, (whole, code: string) => character(Number(code)) ?? whole)
    .replaceAll(/&#x([0-9a-f]{1,6});/giu, (whole, code: string) => character(Number.parseInt(code, 16)) ?? whole)
    .replaceAll(/&([a-z]+);/giu, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .replaceAll(/[ \t]+\n/gu, '\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
  return { markdown: text, lost: [...lost] };
}

function character(code: number): string | undefined {
  const plainText = code >= 0x20 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff);
  return plainText || code === 10 ? String.fromCodePoint(code) : undefined;
}
