/** The form by which the app itself asks for the missing options of a command. */
import { address } from './address.ts';
import type { AnyCommand, Option } from './command.ts';
import { type Field, type OpenForm, typed } from './form.ts';
import { LIMITS } from './limits.ts';
import { arg } from './press.ts';
import type { FormRequest, Options } from './request.ts';

/** Leads back to the app itself, with the command that is asked for. */
export const fillIn = address('app.options', { c: arg.text });

/**
 * Options that an untyped platform did not deliver are asked for with a form made from the command's own data; those
 * that were given stand in it, filled in.
 */
export function missingForm(command: AnyCommand, missing: readonly string[], given: Options): OpenForm {
  const known = Object.keys(command.options).filter((name) => given[name] !== undefined && !missing.includes(name));
  const fields: Record<string, Field> = {};
  for (const name of [...missing, ...known].slice(0, LIMITS.fields)) {
    const option = command.options[name];
    if (option !== undefined) fields[name] = fieldOf(command, name, option, given[name]);
  }
  return {
    press: fillIn({ c: command.name }),
    title: `/${command.name}`.slice(0, LIMITS.formTitle),
    intro: command.description,
    fields,
  };
}

function fieldOf(command: AnyCommand, name: string, option: Option, value: Options[string]): Field {
  // `is`, `a` and `b` say little where they stand alone
  const says = name.length <= 2 && option.description.length <= LIMITS.fieldLabel;
  const base = {
    ...(says
      ? { label: option.description }
      : {
          label: (name.charAt(0).toUpperCase() + name.slice(1)).slice(0, LIMITS.fieldLabel),
          note: option.description,
        }),
    required: option.required === true,
  };
  if (option.kind === 'choice' || option.kind === 'flag') {
    const choices: Readonly<Record<string, string>> =
      option.kind === 'choice' ? option.choices : { yes: 'Yes', no: 'No' };
    const options = Object.entries(choices).map(([key, label]) => ({ value: key, label, picked: key === value }));
    return { ...base, kind: 'pick', options };
  }
  return {
    ...base,
    kind: 'text',
    max: option.kind === 'text' ? (option.max ?? 200) : 60,
    ...(value !== undefined && { value: String(value) }),
    ...(option.kind === 'text' && option.suggest !== undefined && { suggest: { command: command.name, option: name } }),
  };
}

/** The command's name and the options as they were filled in. */
export function optionsOfForm({ press, fields }: FormRequest): [string, Options] {
  return [
    press.args['c'] ?? '',
    Object.fromEntries(Object.entries(fields).map(([name, given]) => [name, typed(given)])),
  ];
}
