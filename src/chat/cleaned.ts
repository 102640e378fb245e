/** What people typed or picked, before anybody reads it. */
import { LIMITS } from './limits.ts';
import { clean } from './markdown.ts';
import { didYouMean } from './again.ts';
import type { Filled, Request } from './request.ts';

/** Characters; more than three words of them are never explained. */
const LONGEST_EXPLAINED = 4_000;

/** Everything typed or picked by a person, without invisible characters and within bounds. @throws Refusal */
export function cleaned(request: Request): Request {
  switch (request.kind) {
    case 'command':
      return {
        ...request,
        name: clean(request.name),
        ...(request.rest !== undefined && { rest: clean(request.rest) }),
        options: Object.fromEntries(
          Object.entries(request.options).map(([key, value]) => [
            key,
            typeof value === 'string' ? clean(value) : value,
          ]),
        ),
      };
    case 'form':
      return {
        ...request,
        fields: Object.fromEntries(
          Object.entries(request.fields)
            .map(([key, given]): [string, Filled] => [
              key,
              typeof given === 'string' ? clean(given).slice(0, LIMITS.typed) : given,
            ])
            .filter(([, given]) => given.length > 0),
        ),
        ...(request.files && {
          files: Object.fromEntries(
            Object.entries(request.files).map(([key, file]) => [
              key,
              { ...file, name: clean(file.name).slice(0, LIMITS.fileName) },
            ]),
          ),
        }),
      };
    case 'said': {
      const said = clean(request.text);
      if (said.length > 1_000) {
        throw didYouMean(
          'That is more than I can read at once. Ask me in a sentence or two, at most 1,000 characters.',
          [{ label: 'What I can do', command: 'help' }],
        );
      }
      return { ...request, text: said };
    }
    case 'explain':
      // of a long message the beginning is explained: it is somebody else's, and cannot be made shorter
      return { ...request, text: clean(request.text).slice(0, LONGEST_EXPLAINED) };
    default:
      return request;
  }
}
