import type { EditText } from './host.ts';

/** Until the calendar can be edited, no edit is done, and the editor offers none. */
export const editText: EditText = () => ({
  kind: 'refused',
  reason: 'this version does not edit the calendar',
  help: null,
});
