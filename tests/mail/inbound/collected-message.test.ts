import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CollectedMessage, roomFor } from '../../../src/mail/inbound/collected-message.ts';
import { runs } from '../../support/runs.ts';

const BLOCK = 64 * 1024;

test('a message is what was added to it, however it was cut', () => {
  const pieces = fc.array(fc.nat(3 * BLOCK), { maxLength: 8 });
  fc.assert(
    fc.property(pieces, (sizes) => {
      const parts = sizes.map((size, index) => Buffer.alloc(size, `${index}`));
      const message = new CollectedMessage(roomFor(64 * BLOCK));
      for (const part of parts) expect(message.add(part)).toBe(true);
      expect(message.whole().equals(Buffer.concat(parts))).toBe(true);
    }),
    runs(911, 50),
  );
});

test('pieces of a few octets take no more memory than their octets', () => {
  const message = new CollectedMessage(roomFor(4 * 1024 * 1024));
  const source = Buffer.alloc(BLOCK, '.\r\n');
  const before = process.memoryUsage();
  for (let count = 0; count < 1_000_000; count += 1)
    message.add(source.subarray(count % BLOCK, (count % BLOCK) + 3));
  const after = process.memoryUsage();
  const held = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  // A million views of buffers would hold a hundred megabytes.
  expect(held).toBeLessThan(50 * 1024 * 1024);
  expect(message.whole().length).toBeGreaterThan(2_900_000);
});

test('room is shared, and comes back once', () => {
  const room = roomFor(2 * BLOCK);
  const [one, other] = [new CollectedMessage(room), new CollectedMessage(room)];
  expect(one.add(Buffer.alloc(2 * BLOCK))).toBe(true);
  expect(other.add(Buffer.alloc(1))).toBe(false);
  one.drop();
  one.drop();
  expect(other.add(Buffer.alloc(2 * BLOCK))).toBe(true);
  expect(other.add(Buffer.alloc(1))).toBe(false);
});
