/** Whether a cohort's place can be posted to, in a line, with what to do. */
import { escape, md, type Markdown } from '../../chat/markdown.ts';
import type { PlaceHealth } from '../../classroom/health.ts';

export function placeLine(place: PlaceHealth): Markdown {
  switch (place.kind) {
    case 'open':
      return '- ✅ I may post in the channel.';
    case 'closed': {
      const missing = place.missing.map((one) => `**${escape(one)}**`).join(', ');
      return `- ⚠️ I may not post in the channel.${missing === '' ? '' : ` Missing: ${missing}.`} ${escape(place.advice)}`.trim();
    }
    case 'unknown':
      return md`- ⚠️ I could not check the channel: ${place.why.slice(0, 200)}. ${place.advice}`.trim();
    default:
      return place satisfies never;
  }
}
