/** Everything that is said unasked. A new kind of letter is a function beside its feature and a line here. */
import type { Mail } from '../outbox/letter.ts';
import type { Tools } from '../tools.ts';
import { askedMail } from './asked/letter.ts';
import { dropMail, type DropOptions } from './drops/index.ts';
import { reminderMail } from './reminders.ts';
import { shareMail } from './share.ts';
import { pulseMail } from './staff/pulse.ts';
import { testMail } from './staff/test-drop.ts';

export const mailsOf = (tools: Tools, options: Partial<DropOptions> = {}): readonly Mail[] => [
  dropMail(tools, options),
  reminderMail(tools),
  pulseMail(tools),
  shareMail(tools),
  testMail(tools),
  askedMail(tools),
];
