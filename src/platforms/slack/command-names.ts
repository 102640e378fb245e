/**
 * Writes commands in cards and forms as they are typed on Slack. Cards name them as if each stood alone (`/quiz`) and
 * staff commands under the common name (`/tutor setup`); Slack has one slash command, by whatever name it was given.
 */
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Block, Card } from '../../chat/card.ts';
import type { Field, OpenForm } from '../../chat/form.ts';
import type { Markdown } from '../../chat/markdown.ts';
import { MAX } from './limits.ts';

export interface Commands {
  /** The slash command without its slash. */
  readonly command: string;
  /** What can stand behind it: the catalog's commands. */
  readonly names: ReadonlySet<string>;
}

/**
 * Inline code of texts and notes, where it is a command, and the summary. Code blocks, tables and titles stay: there
 * `/quiz` is somebody's path. To be applied once: in what comes out, the command itself may have a name of the catalog.
 */
export function nameCommands(card: Card, commands: Commands): Card {
  const blocks = card.blocks.map((block): Block =>
    block.kind === 'text' || block.kind === 'note' ? { ...block, text: inMarkdown(block.text, commands) } : block,
  );
  // a summary that is absent is made from the blocks
  return { ...card, blocks, ...(card.summary !== undefined && { summary: inPlain(card.summary, commands) }) };
}

/** What a form says in plain text: its title, if it still fits, its intro and the notes of its fields. */
export function nameCommandsOfForm(form: OpenForm, commands: Commands): OpenForm {
  const title = inPlain(form.title, commands);
  const fields = Object.entries(form.fields).map(([name, field]): [string, Field] => [
    name,
    field.note === undefined ? field : { ...field, note: inPlain(field.note, commands) },
  ]);
  return {
    ...form,
    ...(title.length <= MAX.viewTitle && { title }),
    ...(form.intro !== undefined && { intro: inPlain(form.intro, commands) }),
    fields: Object.fromEntries(fields),
  };
}

/** A command with what follows it, up to the end of the code. `tutor` is the cards' own word, whatever Slack's is. */
const COMMAND = /^\/(?:tutor\s)?([a-z0-9_-]+)(?=\s|$)/u;

const typed = (code: string, { command, names }: Commands): string =>
  code.replace(COMMAND, (found, name: string) => (names.has(name) ? `/${command} ${name}` : found));

/** In a sentence: after a space or an opening mark, and before a space or closing ones, so that no path is meant. */
const MENTION = /(?<=^|[\s("'“‘`])\/(?:tutor )?([a-z0-9_-]+)(?=[.,:;!?…)"'”’`]*(?:\s|$))/gu;

const inPlain = (text: string, { command, names }: Commands): string =>
  text.replaceAll(MENTION, (found, name: string) => (names.has(name) ? `/${command} ${name}` : found));

/** Replaces the code spans in the source, so that everything drawn or read from it says the same. */
function inMarkdown(source: Markdown, commands: Commands): Markdown {
  // most texts have no such code, and need not be read twice
  if (!/`\s*\//u.test(source)) return source;
  let out = '';
  let done = 0;
  for (const span of codeSpans(fromMarkdown(source))) {
    const said = typed(span.value, commands);
    if (said === span.value) continue;
    const marks = /^`+/u.exec(source.slice(span.start, span.end))?.[0] ?? '`';
    const pad = said.endsWith('`') ? ' ' : '';
    out += `${source.slice(done, span.start)}${marks}${pad}${said}${pad}${marks}`;
    done = span.end;
  }
  return out + source.slice(done);
}

/** As many as the help names. */
const MOST_NAMED = 30;
/** A command that runs as it stands, or asks for what it needs; staff's have their common word before them. */
const ALONE = /^\/(?:tutor\s)?([a-z0-9_-]+)(?:\s+[a-z]+:)*\s*$/u;

/** Commands that a card names, each once; of a card as it was written. */
export function namedIn({ blocks }: Card, { names }: Commands): readonly string[] {
  const found = blocks.flatMap((block) =>
    (block.kind === 'text' || block.kind === 'note') && block.text.includes('`/')
      ? codeSpans(fromMarkdown(block.text)).flatMap((span) => ALONE.exec(span.value)?.[1] ?? [])
      : [],
  );
  const known = [...new Set(found)].filter((name) => names.has(name));
  return known.slice(0, MOST_NAMED);
}

interface CodeSpan {
  readonly value: string;
  /** Offsets in the source. */
  readonly start: number;
  readonly end: number;
}

/** In the order of the source. */
function codeSpans(node: Nodes): CodeSpan[] {
  if ('children' in node) return node.children.flatMap((child) => codeSpans(child));
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  return node.type === 'inlineCode' && start !== undefined && end !== undefined
    ? [{ value: node.value, start, end }]
    : [];
}
