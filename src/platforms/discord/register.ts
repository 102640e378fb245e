/** Tells Discord which commands there are, and only when that changed: registering counts against a daily limit. */
import { type REST, Routes } from 'discord.js';
import type { Logger } from 'pino';
import type { Catalog } from '../../chat/feature.ts';
import { type Localizations, renderCommands, sameCommands } from './commands.ts';

export interface RegisterOptions {
  readonly rest: REST;
  readonly applicationId: string;
  readonly catalog: Pick<Catalog, 'commands'>;
  /** Only in this guild, where a change is seen at once: for trying things out. */
  readonly guildId?: string;
  readonly localizations?: Localizations;
  readonly log: Logger;
}

/**
 * @returns `same` when nothing had to be done
 * @throws RenderProblem when Discord would refuse a command, and the client library's errors
 */
export async function registerCommands(options: RegisterOptions): Promise<'same' | 'registered'> {
  const { rest, applicationId, guildId, log } = options;
  const guild = guildId !== undefined;
  const wanted = renderCommands(options.catalog, {
    guild,
    ...(options.localizations && { localizations: options.localizations }),
  });
  const route = guild
    ? Routes.applicationGuildCommands(applicationId, guildId)
    : Routes.applicationCommands(applicationId);
  if (sameCommands(await registeredCommands(rest, route), wanted, guild)) return 'same';
  await rest.put(route, { body: wanted });
  log.info({ commands: wanted.length, guild: guildId ?? 'all' }, 'commands registered with Discord');
  if (guild && (await registeredCommands(rest, Routes.applicationCommands(applicationId))).length > 0) {
    log.warn(
      { guild: guildId },
      'this application also has global commands: in this guild every command is offered twice',
    );
  }
  return 'registered';
}

export async function registeredCommands(rest: REST, route: `/${string}`): Promise<readonly unknown[]> {
  const found = await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) });
  return Array.isArray(found) ? (found as unknown[]) : [];
}
