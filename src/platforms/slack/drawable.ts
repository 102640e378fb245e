/** Something to show, in whichever form a way to Slack needs it. */
import type { types } from '@slack/bolt';
import type { Card } from '../../chat/card.ts';
import type { Commands } from './command-names.ts';
import { drawCardModal, modalOf } from './form.ts';
import { type DrawnMessage, drawMessage, type DrawOptions } from './render.ts';

export type Drawing = Pick<DrawOptions, 'simple' | 'files' | 'shared'>;

/** Both throw CardProblem when Slack would refuse it. */
export interface Drawable {
  readonly card?: Card;
  message(drawing: Drawing): DrawnMessage;
  modal(drawing: Drawing): types.ModalView;
}

export const ofMessage = (message: DrawnMessage): Drawable => ({
  message: () => message,
  modal: () => modalOf(message.blocks),
});

export const ofCard = (card: Card, commands: Commands): Drawable => ({
  card,
  message: (drawing) => drawMessage(card, { ...drawing, commands }),
  modal: (drawing) => drawCardModal(card, { ...drawing, commands }),
});
