/** The platforms as one: a post goes to the platform that its mailbox names. */
import { type Platform, PostError } from './chat/platform.ts';
import { platformOf } from './chat/request.ts';
import type { Poster } from './tools.ts';

/** `platforms` is asked at each call: they are connected after the app is made. */
export function createPoster(platforms: () => readonly Platform[]): Poster {
  const named = (name: string): Platform | undefined => platforms().find((one) => one.name === name);
  const of = (id: string): Platform => {
    const name = platformOf(id);
    const platform = named(name);
    if (platform === undefined) {
      throw new PostError('refused', `${name} is not switched on in this process`, {
        advice: `Set the token of ${name} and restart, or move this cohort to another platform.`,
      });
    }
    return platform;
  };
  return {
    post: async (to, card, options) => of(to).post(to, card, options),
    edit: async (message, card) => of(message).edit(message, card),
    remove: async (message) => of(message).remove(message),
    find: async (to, key, since) => of(to).find(to, key, since),
    check: async (to) => of(to).check(to),
    stillMember: async (person, community) => of(community).stillMember(person, community),
    serves: (name) => named(name) !== undefined,
    hasHomes: (id) => named(platformOf(id))?.refreshHome !== undefined,
    refreshHome: (person) => named(platformOf(person))?.refreshHome?.(person),
  };
}
