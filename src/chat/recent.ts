/** Remembers the last events, so that one which a platform delivers twice to this process is handled once. */

/**
 * Platforms repeat events when a connection is lost. This saves the second run where it can be seen; what may never happen
 * twice is guarded in the database, for another process or a restart forgets this list.
 */
export function createRecent(most = 10_000): (id: string) => boolean {
  const seen = new Set<string>();
  /** True the first time. */
  return (id) => {
    if (seen.has(id)) return false;
    seen.add(id);
    if (seen.size > most) {
      const [oldest] = seen;
      if (oldest !== undefined) seen.delete(oldest);
    }
    return true;
  };
}
