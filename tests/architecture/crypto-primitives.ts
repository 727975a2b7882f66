// Finds cryptographic primitives in use outside the rooms made for them (house style: primitives only in packages/crypto and
// packages/pki). Digests, random numbers and the loading of keys are no primitives in this sense; signing, encrypting and deriving are.
import { parseSync } from '@swc/core';

const primitives =
  /^(sign|verify|createSign|createVerify|create(De)?[Cc]ipheriv|diffieHellman|createECDH|createDiffieHellman.*|hkdf.*|pbkdf2.*|scrypt.*|argon2.*|(public|private)(En|De)crypt|(en|de)capsulate|webcrypto|subtle)$/;

/** Rooms whose work it is, and single files with the reason why theirs cannot be done elsewhere. */
const rooms = /^packages\/(crypto|pki|card|device|evidence|testkit)\//;
export const exceptions: Readonly<Record<string, string>> = {
  'services/keyserver/src/adapters/software-token.ts': 'the token itself: what a PKCS#11 device does in hardware',
  'apps/card-bridge/src/adapters/pin-channel.ts':
    'the PIN’s own channel between the bridge and its dialog, two files that must mirror each other',
  'apps/card-bridge/src/dialog/seal-pin.ts': 'the other end of that channel, in the dialog’s page',
  'agencies/reference/src/records/clerks.ts': 'an agency’s own password store, outside the product’s trust domains',
};

/** Names of primitives used in a file, empty when none or when it may. */
export function findPrimitives(path: string, text: string): string[] {
  if (rooms.test(path) || path in exceptions || /\.test\.tsx?$|\/test\/|\/testing\//.test(path)) return [];
  const { body } = parseSync(text, { syntax: 'typescript', tsx: path.endsWith('x'), target: 'es2024' });
  const imported = body.flatMap((item) => {
    if (item.type !== 'ImportDeclaration' || item.typeOnly || !/^(node:)?crypto$/.test(item.source.value)) return [];
    return item.specifiers.map((each) => {
      if (each.type !== 'ImportSpecifier') return 'the whole of node:crypto';
      return each.isTypeOnly ? '' : (each.imported?.value ?? each.local.value);
    });
  });
  const webCrypto = /\bcrypto\s*\.\s*subtle\b|\{\s*subtle\s*\}\s*=\s*(globalThis\.)?crypto\b/.test(text) ? ['crypto.subtle'] : [];
  return [...imported.filter((name) => primitives.test(name) || name.startsWith('the whole')), ...webCrypto];
}
