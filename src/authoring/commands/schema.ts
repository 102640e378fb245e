/** `npm run content -- schema`: writes the schemas that editors use into `content/schemas/`. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { editorSchemas } from '../editor-schema.ts';
import type { Output } from './output.ts';

export async function schemaCommand(dir: string, output: Output): Promise<number> {
  const folder = path.join(dir, 'schemas');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of editorSchemas()) await writeFile(path.join(folder, name), text);
  output.print(`Wrote ${editorSchemas().size} schemas into ${folder}.\n`);
  return 0;
}
