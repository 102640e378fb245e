/** The value, or what `late` gives or throws when it takes longer than `ms`. What comes after that is nobody's any more. */
export async function within<T, L>(work: Promise<T>, ms: number, late: () => L): Promise<T | Awaited<L>> {
  const { promise, resolve } = Promise.withResolvers<Awaited<L>>();
  const timer = setTimeout(() => resolve((async () => late())() as Promise<Awaited<L>>), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
