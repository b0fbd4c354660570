import type { Context } from 'hono';

/** The text fields of a form, urlencoded or multipart; whatever else was sent counts as none. */
export async function formFields(context: Context): Promise<(name: string) => string> {
  const type = context.req.header('Content-Type') ?? '';
  const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(type);
  const body: Record<string, unknown> = isForm ? await parsed(context) : {};
  return (name) => {
    const value = body[name];
    return typeof value === 'string' ? value : '';
  };
}

/** A body that is not what its type says (a cut-off multipart) is an empty form, not a fault of ours. */
async function parsed(context: Context): Promise<Record<string, unknown>> {
  try {
    return await context.req.parseBody();
  } catch (error) {
    if (error instanceof TypeError) return {};
    throw error;
  }
}
