// A fresh P-256 key for a test, as PEM.
import { generateKeyPairSync } from 'node:crypto';

export const newPem = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
