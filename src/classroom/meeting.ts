/** Meeting somebody: whoever does a thing that is stored is known by their name, language and community from then on. */
import type { Call } from '../chat/command.ts';
import type { Tools } from '../tools.ts';

export async function meet({ store }: Pick<Tools, 'store'>, { caller, at }: Call): Promise<void> {
  const { learner, name, locale, community } = caller;
  await store.learners.meet({ learner, name, locale, community }, at);
}
