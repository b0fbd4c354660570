import { describe, expect, it } from 'vitest';
import { describeRelay, parseRelayUrl } from '../../../src/mail/relay/relay-url.ts';

describe('the URL of a relay', () => {
  it.each([
    ['smtps://smtp.example.com', 'tls', 465],
    ['smtps://smtp.example.com:2465', 'tls', 2465],
    ['smtp://smtp.example.com', 'starttls', 587],
    ['smtp://smtp.example.com:25?tls=no', 'plain', 25],
    ['smtp://127.0.0.1:1025', 'plain', 1025],
    ['smtp://localhost:1025', 'plain', 1025],
    ['smtp://[::1]:1025', 'plain', 1025],
    ['smtp://localhost:1025?tls=yes', 'starttls', 1025],
    ['smtps://localhost:1465?tls=no', 'tls', 1465],
  ])('%s means %s on port %i', (url, security, port) => {
    expect(parseRelayUrl(url)).toMatchObject({ security, port });
  });

  it('may allow plain text to another host only when that is said', () => {
    expect(parseRelayUrl('smtp://smtp.example.com', true).security).toBe('plain');
    expect(parseRelayUrl('smtp://127.evil.example').security).toBe('starttls');
  });

  it.each([
    'http://smtp.example.com',
    'smtp.example.com:25',
    'smtp://',
    'smtp://h?tls=maybe',
    'smtp://a:%zz@h',
    'smtp://h?connections=0',
    'smtp://h?connections=101',
    'smtp://h?connections=2.5',
    'smtp://h?connections=',
    'smtp://h?connections=2&connections=3',
    '',
  ])('%j is refused with an example', (url) => {
    expect(() => parseRelayUrl(url)).toThrow(
      expect.objectContaining({ code: 'configuration', help: expect.any(String) }),
    );
  });

  it('says how many connections may be open, five unless it does', () => {
    expect(parseRelayUrl('smtp://h').connections).toBe(5);
    expect(parseRelayUrl('smtp://h?connections=1').connections).toBe(1);
    expect(parseRelayUrl('smtps://a:b@h/?auth=xoauth2&connections=100').connections).toBe(100);
  });

  it('leaves what is about pace to who keeps it', () => {
    expect(parseRelayUrl('smtp://h?rate=5&hourly=100&daily=1000&warmup=50').connections).toBe(5);
  });

  it('with a parameter nobody knows is refused, by the names of those that are', () => {
    expect(() => parseRelayUrl('smtp://h?conections=8')).toThrow(
      expect.objectContaining({
        code: 'configuration',
        message: 'the relay URL has a parameter that is not known: conections',
        help: 'connections is near; known are connections, tls, auth, rate, hourly, daily, warmup',
      }),
    );
  });

  it('is described without its password, and so are its faults', () => {
    const address = parseRelayUrl('smtps://ali:s3cret@smtp.example.com');
    expect(describeRelay(address)).toBe('ali@smtp.example.com:465 (TLS)');
    expect(() => parseRelayUrl('smpt://ali:s3cret@smtp.example.com')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('s3cret') }),
    );
  });
});
