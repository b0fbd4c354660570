import type { Context } from 'hono';

/** The text fields of a form. */
export interface FormFields {
  /** What was typed; empty when there is no such field. */
  readonly one: (name: string) => string;
  /** All values of a field that may stand there several times, like ticked boxes. */
  readonly all: (name: string) => readonly string[];
}

/** Reads a form, urlencoded or multipart; whatever else was sent counts as none. */
export async function formFields(context: Context): Promise<FormFields> {
  const type = context.req.header('Content-Type') ?? '';
  const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(type);
  const body: Record<string, unknown> = isForm ? await parsed(context) : {};
  const all = (name: string): readonly string[] => {
    const value = Object.hasOwn(body, name) ? body[name] : undefined;
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.filter((one) => typeof one === 'string');
  };
  return { all, one: (name) => all(name).at(-1) ?? '' };
}

/** A body that is not what its type says (a cut-off multipart) is an empty form, not a fault of ours. */
async function parsed(context: Context): Promise<Record<string, unknown>> {
  try {
    return await context.req.parseBody({ all: true });
  } catch (error) {
    if (error instanceof TypeError) return {};
    throw error;
  }
}
