/** `npm run content -- preview ID`: what each platform will show of a term, a question or a lesson, with the limits. */
import type { Card } from '../../chat/card.ts';
import { LIMITS } from '../../chat/limits.ts';
import { cardText } from '../../chat/text.ts';
import { readFolder } from '../check/folder.ts';
import { describeProblem } from '../../content/report.ts';
import { renderCard } from '../../platforms/discord/render.ts';
import { drawMessage } from '../../platforms/slack/render.ts';
import { createStudio, type Drawn } from '../draw.ts';
import type { Output } from './output.ts';

export interface PreviewChoice {
  /** Whole JSON of both platforms in place of summaries. */
  readonly json: boolean;
}

/** Returns 1 when some platform would refuse a card, or the file has errors. */
export async function previewCommand(
  dir: string,
  id: string | undefined,
  choice: PreviewChoice,
  output: Output,
): Promise<number> {
  if (id === undefined) throw new Error('Of what? npm run content -- preview cookie');
  const { content, problems } = await readFolder(dir);
  const studio = createStudio(content);
  const found: Drawn[] = [
    ...(content.terms.has(id) ? await studio.term(id) : []),
    ...(await studio.question(id)),
    ...(content.lessons.has(id) ? await studio.lesson(id) : []),
  ];
  if (found.length === 0) {
    // a file with an error in it is not there for the loader: say why
    const near = problems.filter((problem) => problem.file.includes(id) || problem.message.includes(id));
    for (const problem of near) output.error(`${dir}/${describeProblem(problem)}\n`);
    output.error(`There is no term, question or lesson "${id}"${near.length > 0 ? ' that can be read' : ''}.\n`);
    return 1;
  }
  let faults = 0;
  for (const { what, card, problems: wrong } of found) {
    faults += wrong.length;
    output.print(`=== ${id}, ${what} ${'='.repeat(Math.max(3, 70 - id.length - what.length))}\n`);
    output.print(`${cardText(card)}\n\n`);
    if (wrong.length > 0) for (const problem of wrong) output.print(`  TOO MUCH  ${problem}\n`);
    else output.print(choice.json ? jsonOf(card) : summaryOfPlatforms(card));
    output.print('\n');
  }
  return faults === 0 ? 0 : 1;
}

function summaryOfPlatforms(card: Card): string {
  const { body, files } = renderCard(card);
  const slack = drawMessage(card);
  const size = countText(body.components);
  return [
    `  Discord: ${outline(body.components)}`,
    `           ${size.text} of 4000 characters, ${size.parts} of 40 components${files.length > 0 ? `, picture ${files.map((file) => file.name).join(', ')}` : ''}`,
    `  Slack:   ${slack.blocks.map((block) => block.type).join(', ')}`,
    `           ${slack.blocks.length} of 50 blocks; in notifications: ${slack.text}`,
    `  House:   ${card.blocks.length} of ${LIMITS.blocks} blocks`,
    '',
  ].join('\n');
}

/** Components of version 2 by their published numbers. */
const NAMES: Readonly<Record<number, string>> = {
  1: 'row',
  2: 'button',
  3: 'list',
  5: 'user list',
  6: 'role list',
  8: 'channel list',
  9: 'section',
  10: 'text',
  12: 'gallery',
  14: 'rule',
  17: 'container',
};

interface Component {
  readonly type: number;
  readonly content?: string;
  readonly components?: readonly Component[];
}

function outline(components: readonly unknown[]): string {
  return (components as readonly Component[])
    .map((one) => {
      const name = NAMES[one.type] ?? `component ${one.type}`;
      return one.components === undefined ? name : `${name}(${outline(one.components)})`;
    })
    .join(', ');
}

function countText(components: readonly unknown[]): { text: number; parts: number } {
  return (components as readonly Component[]).reduce(
    (sum, one) => {
      const inner = countText(one.components ?? []);
      return { text: sum.text + (one.content?.length ?? 0) + inner.text, parts: sum.parts + 1 + inner.parts };
    },
    { text: 0, parts: 0 },
  );
}

const jsonOf = (card: Card): string =>
  `Discord ${JSON.stringify(renderCard(card).body, null, 2)}\nSlack ${JSON.stringify(drawMessage(card), null, 2)}\n`;
