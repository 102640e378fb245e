/** Tools of a process that dies at a step, without a process: from then on nothing that it asked for comes back. */
import type { Tools } from '../../../src/tools.ts';

/** Before a call begins, or when it is done and nobody has heard of it. */
export type Death =
  `${'before' | 'after'} ${'addLetters' | 'takeNow' | 'lease' | 'beginSend' | 'post' | 'find' | 'keepMessage' | 'markSent'}`;

type Call = (...given: readonly unknown[]) => Promise<unknown>;

/** `dooms`: whether a call is about the letter at which it dies; it is asked with what the call was given and gave. */
export function mortal(
  tools: Tools,
  death: Death,
  dooms: (about: string) => boolean,
): { readonly tools: Tools; readonly died: Promise<void> } {
  const { promise: died, resolve } = Promise.withResolvers<void>();
  let dead = false;
  const never = new Promise<never>(() => undefined);

  const wrapped = <Room extends object>(room: Room): Room =>
    new Proxy(room, {
      get(target, name, receiver) {
        const found: unknown = Reflect.get(target, name, receiver);
        if (typeof found !== 'function') return found;
        return (...given: readonly unknown[]): unknown => {
          const dies = (when: 'before' | 'after', about: unknown): boolean => {
            if (!dead && death === `${when} ${String(name)}` && dooms(JSON.stringify(about))) {
              dead = true;
              resolve();
            }
            return dead;
          };
          if (dies('before', given)) return never;
          const result: unknown = (found as Call).apply(target, [...given]);
          if (!(result instanceof Promise)) return result;
          return result.then(
            async (value: unknown) => (dies('after', [given, value]) ? never : value),
            async (error: unknown) => (dead ? never : Promise.reject(error as Error)),
          );
        };
      },
    });

  const store = Object.fromEntries(Object.entries(tools.store).map(([name, room]) => [name, wrapped(room)]));
  return { tools: { ...tools, store: store as unknown as Tools['store'], post: wrapped(tools.post) }, died };
}
