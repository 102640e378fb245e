/** The crawler on Discord: every command, button, list, form and suggestion of a catalog, through the fake. */
import type { Catalog } from '../../../src/chat/feature.ts';
import { crawl, type CrawlOptions, type CrawlReport } from '../../support/crawl.ts';
import { nativeOptions } from '../../support/discord/seen.ts';
import type { DiscordPerson, DiscordStage } from '../../support/discord/stage.ts';

/** Fails (in its report) on any refusal by the fake, and on any interaction that was not acknowledged within 3 s. */
export async function crawlDiscord(
  stage: DiscordStage,
  person: DiscordPerson,
  catalog: Pick<Catalog, 'commands'>,
  options: Partial<CrawlOptions> = {},
): Promise<CrawlReport> {
  return crawl({
    person,
    catalog,
    complaints: () => stage.complaints(),
    fieldsOf: (form) =>
      stage.fieldsOf(form).map(({ label, input }) => {
        const required = input.required ?? true;
        if (input.type === 4)
          return { label, kind: 'text', required, options: [], min: 1, max: input.max_length ?? 4_000 };
        if (input.type === 19) return { label, kind: 'file', required, options: [], min: 1, max: 1 };
        const offered = 'options' in input ? input.options : nativeOptions(stage.fake.world, input.type);
        const { min_values: min = 1, max_values: max = input.type === 22 ? offered.length : 1 } =
          input.type === 21 ? {} : input;
        return { label, kind: 'pick', required, options: offered.map((option) => option.label), min, max };
      }),
    ...options,
  });
}
