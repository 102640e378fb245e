/** The crawler on Slack: every command, button, list, form and suggestion, the menu, the shortcuts and the App Home. */
import type { Catalog } from '../../../src/chat/feature.ts';
import { crawl, type CrawlField, type CrawlOptions, type CrawlReport } from '../../support/crawl.ts';
import type { SlackPerson } from '../../support/slack/actor.ts';
import type { InputBlock } from '../../support/slack/blocks.ts';
import { channelNames } from '../../support/slack/actor.ts';
import type { SlackStage } from '../../support/slack/stage.ts';
import type { Seen } from '../../support/stage.ts';

/** Its failures are refusals by the fake, events not acknowledged within 3 s, and error cards. */
export async function crawlSlack(
  stage: SlackStage,
  person: SlackPerson,
  catalog: Pick<Catalog, 'commands'>,
  options: Partial<CrawlOptions> = {},
): Promise<CrawlReport> {
  const fieldsOf = (form: Seen): CrawlField[] => stage.fieldsOf(form).map((input) => fieldOf(stage, input));
  const report = await crawl({ person, catalog, complaints: () => stage.complaints(), fieldsOf, ...options });
  const surfaces = await crawlSurfaces(stage, person, fieldsOf);
  return {
    ...report,
    steps: report.steps + surfaces.tried.length,
    tried: [...report.tried, ...surfaces.tried],
    failures: [...report.failures, ...surfaces.failures],
  };
}

function fieldOf(stage: SlackStage, { label, optional, element }: InputBlock): CrawlField {
  const base = { label: label.text, required: optional !== true, min: 1, max: 1 };
  switch (element.type) {
    case 'plain_text_input':
      return { ...base, kind: 'text', options: [], max: element.max_length ?? 3_000 };
    case 'external_select':
      return { ...base, kind: 'text', options: [], max: 75 };
    case 'file_input':
      return { ...base, kind: 'file', options: [] };
    case 'conversations_select':
      return { ...base, kind: 'pick', options: channelNames(stage.team) };
    case 'multi_static_select':
      return {
        ...base,
        kind: 'pick',
        options: element.options.map((option) => option.text.text),
        max: element.max_selected_items ?? element.options.length,
      };
    case 'static_select':
    case 'radio_buttons':
      return { ...base, kind: 'pick', options: element.options.map((option) => option.text.text) };
    default:
      return element satisfies never;
  }
}

/** What a catalog does not name: each of Slack's own ways in, and what can be done from there. */
async function crawlSurfaces(stage: SlackStage, person: SlackPerson, fieldsOf: (form: Seen) => readonly CrawlField[]) {
  const tried: string[] = [];
  const failures: string[] = [];
  const known = stage.complaints().length;

  async function step(name: string, act: () => Promise<Seen>): Promise<Seen | undefined> {
    tried.push(name);
    try {
      const seen = await act();
      if (/Something broke on my side|does not fit into Slack/u.test(seen.text)) failures.push(`${name}: ${seen.text}`);
      return seen;
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  async function submitted(name: string, seen: Seen | undefined): Promise<void> {
    if (seen?.form === undefined) return;
    const needed = fieldsOf(seen).filter((field) => field.required);
    const fields = Object.fromEntries(
      needed.map((field) => [field.label, field.kind === 'text' ? 'test' : field.options.slice(0, 1)]),
    );
    await step(`${name} > submit`, async () => person.submit(fields));
  }

  async function everyButton(name: string, open: () => Promise<Seen>): Promise<void> {
    const first = await step(name, open);
    for (const label of first?.buttons ?? []) {
      const path = `${name} > press ${label}`;
      const on = await step(name, open);
      await submitted(path, await step(path, async () => person.press(label, on)));
    }
  }

  await everyButton('/tutor', async () => person.type(''));
  await step('/tutor help', async () => person.type('help'));
  await step('/tutor nosuchthing', async () => person.type('nosuchthing'));
  await everyButton('App Home', async () => person.openHome());
  await submitted('Look it up', await step('Look it up', async () => person.lookUp()));
  const message = {
    team: stage.team.id,
    channel: stage.channelId,
    ts: '1.000001',
    text: 'a cookie',
    blocks: [],
    gone: false,
  };
  await step('Explain this', async () => person.explainMessage(message));
  await step('a mention', async () => person.mention('what is a cookie?'));
  failures.push(...stage.complaints().slice(known));
  return { tried, failures };
}
