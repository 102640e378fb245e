/** What a project's set-up hands to its tests. */
declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a Postgres server that tests may make databases on, or the path of a migrated PGlite dump. */
    storage: { kind: 'postgres'; adminUrl: string } | { kind: 'pglite'; dump: string };
  }
}
export {};
