/** What the fake Discord says to a rendered card. */
import type { Card } from '../../../src/chat/card.ts';
import { renderCard } from '../../../src/platforms/discord/render.ts';
import { checkMessage } from '../../support/discord/rules.ts';
import { createMessage } from '../../support/discord/schemas.ts';
import { World } from '../../support/discord/world.ts';

export const press = (id: string) => ({ id, args: {} });

/** Throws when the fake refuses it. */
export const accepted = (shown: Card, options: Parameters<typeof renderCard>[1] = {}): void => {
  const { body, files } = renderCard(shown, options);
  const sent = createMessage.parse(JSON.parse(JSON.stringify(body)));
  const there = files.map((file) => ({ name: file.name, bytes: file.data }));
  checkMessage(new World(), sent, there, { answer: false, edit: false });
};
