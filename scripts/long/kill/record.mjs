/**
 * What the mail server knows: how often each reader's copy of each edition came whole, and how often that was answered.
 * Editions go by their subject, as a reader would tell them apart.
 */
export function mailRecord() {
  /** @type {Map<string, { dots: number, mails: import('../../mail-server.mjs').Mail[] }>} */
  const copies = new Map();
  /** @type {Map<string, string>} */
  const owners = new Map();
  const strays = [];
  let accepted = 0;
  return {
    /** @param {import('../../mail-server.mjs').Mail} mail */
    add(mail) {
      const key = copyKey(mail.subject, mail.to);
      const copy = copies.get(key) ?? { dots: 0, mails: [] };
      copies.set(key, copy);
      copy.dots += 1;
      copy.mails.push(mail);
      accepted += 1;
      const owner = owners.get(mail.messageId);
      if (owner === undefined) owners.set(mail.messageId, key);
      else if (owner !== key)
        strays.push(`the Message-ID ${mail.messageId} came with ${owner} and with ${key}`);
    },
    /** How many messages came whole. */
    get size() {
      return accepted;
    },
    /** @returns {{ dots: number, answered: number, messageIds: number }} */
    of(subject, address) {
      const copy = copies.get(copyKey(subject, address));
      if (copy === undefined) return { dots: 0, answered: 0, messageIds: 0 };
      return {
        dots: copy.dots,
        answered: copy.mails.filter(({ answered }) => answered).length,
        messageIds: new Set(copy.mails.map(({ messageId }) => messageId)).size,
      };
    },
    /** Every copy, as `subject > address`. */
    keys: () => copies.keys(),
    /** Message-IDs that named more than one copy. */
    strays: () => strays,
  };
}

export function copyKey(subject, address) {
  return `${subject} > ${address}`;
}
