/** The files by which an open project is kept: what they name exists, and forms are forms. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema */
const FORM = z.strictObject({
  name: z.string(),
  description: z.string(),
  labels: z.array(z.string()),
  body: z
    .array(
      z.strictObject({
        type: z.enum(['input', 'textarea', 'dropdown', 'checkboxes']),
        id: z.string().regex(/^[\w-]+$/u),
        attributes: z.strictObject({
          label: z.string(),
          description: z.string().optional(),
          placeholder: z.string().optional(),
          render: z.string().optional(),
          options: z
            .array(z.union([z.string(), z.strictObject({ label: z.string(), required: z.boolean().optional() })]))
            .optional(),
        }),
        validations: z.strictObject({ required: z.boolean() }).optional(),
      }),
    )
    .refine((body) => new Set(body.map(({ id }) => id)).size === body.length, 'two fields of one id'),
});

const FORMS = readdirSync(path.join(root, '.github/ISSUE_TEMPLATE')).filter((file) => file !== 'config.yml');

test.each(FORMS)('%s is a form that asks for something', (file) => {
  const form = FORM.parse(parse(read(`.github/ISSUE_TEMPLATE/${file}`)));
  expect(form.body.filter((field) => field.validations?.required === true).length).toBeGreaterThan(0);
});

test('the workflow runs what everybody runs, and on each system that the README promises', () => {
  const workflow = read('.github/workflows/ci.yml');
  const { jobs } = parse(workflow) as {
    jobs: Record<string, { 'runs-on': string; strategy?: { matrix: { os: string[] } } }>;
  };
  expect(workflow).toContain('run: bash .ci/run');
  const systems = Object.values(jobs).flatMap((job) => job.strategy?.matrix.os ?? job['runs-on']);
  expect(systems.map((one) => one.replace('-latest', ''))).toEqual(['ubuntu', 'macos', 'windows']);
  const [least = ''] = /(?<=Node )\d+(?= or newer)/u.exec(read('README.md')) ?? [];
  for (const version of workflow.matchAll(/node-version: (\d+)/gu)) expect(version[1]).toBe(least);
});

test('updates are looked for where there is something to update', () => {
  const { updates } = parse(read('.github/dependabot.yml')) as {
    updates: { 'package-ecosystem': string; directory: string }[];
  };
  const needs: Readonly<Record<string, string>> = {
    npm: 'package.json',
    docker: 'Dockerfile',
    'github-actions': '.github/workflows',
  };
  for (const { 'package-ecosystem': system, directory } of updates)
    expect(existsSync(path.join(root, directory, needs[system] ?? '?')), `${system} in ${directory}`).toBe(true);
});

test('editors know the schema of every kind of file that is YAML', () => {
  const settings = JSON.parse(read('.vscode/settings.json')) as { 'yaml.schemas': Record<string, string> };
  const told = new Set<string>();
  for (const [schema, files] of Object.entries(settings['yaml.schemas'])) {
    expect(existsSync(path.join(root, schema)), schema).toBe(true);
    for (const file of globSync(files, { cwd: root })) told.add(file);
  }
  expect(globSync('content/**/*.yaml', { cwd: root }).filter((file) => !told.has(file))).toEqual([]);
});

test('the changelog knows the version that package.json has', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  expect(read('CHANGELOG.md')).toContain(`## ${version}`);
});
