import type { Signable } from '../dkim/signable.ts';
import type { OutgoingMail } from '../relay/relay.ts';
import type { WireForm } from '../smtp/wire-form.ts';
import type { SlotValues, Splice } from './splice.ts';

/**
 * One reader's copy. It is ready for the wire, in pieces of which the large ones are shared by all readers; as one buffer it is put together
 * only for who asks. All are accessors of the class, so a mail made of this one by `{ ...mail, raw }` has no `form` that says otherwise.
 */
export class SplicedMail implements OutgoingMail {
  readonly envelope: OutgoingMail['envelope'];
  readonly messageId: string;
  readonly #splice: Splice;
  readonly #values: SlotValues;
  readonly #form: WireForm;

  constructor(splice: Splice, values: SlotValues, envelope: OutgoingMail['envelope'], messageId: string) {
    this.envelope = envelope;
    this.messageId = messageId;
    this.#splice = splice;
    this.#values = values;
    this.#form = splice.formOf(values);
  }

  get raw(): Buffer {
    return this.#splice.rawOf(this.#values);
  }

  get form(): WireForm {
    return this.#form;
  }

  get signable(): Signable {
    return this.#splice.signableOf(this.#values);
  }
}
