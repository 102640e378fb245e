/** Where a command writes: standard output and standard error, or a test's own ears. */
export interface Output {
  print(text: string): void;
  error(text: string): void;
}
