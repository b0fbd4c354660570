/** In characters. What is shorter, such as `1` or `true`, is no secret, and would black out half a text. */
const SHORTEST_SECRET = 6;

const SECRET_NAME = /TOKEN|SECRET|PASS|KEY|CREDENTIAL|AUTH/i;

/**
 * `text` fit for a log: `***` stands for the values of variables that are named like secrets, and for user and password in addresses.
 * @param environment what the program that wrote the text was given
 */
export function withoutSecrets(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const secrets = Object.entries(environment)
    .flatMap(([name, value]) => (SECRET_NAME.test(name) && value !== undefined ? [value.trim()] : []))
    .filter((value) => value.length >= SHORTEST_SECRET)
    // A secret that holds another goes first, or the rest of it would stay.
    .toSorted((a, b) => b.length - a.length);
  const bare = secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  return bare.replace(/(?<=:\/\/)[^\s/@]+(?=@)/g, '***');
}
