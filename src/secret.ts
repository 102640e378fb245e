/** Keeps a text secret at rest: AES-256-GCM with a random nonce, so that a changed or foreign value is noticed. */
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';

const VERSION = 'v1';

export interface SecretBox {
  seal(text: string): string;
  /** @throws Error when it was sealed with another key or has been changed. */
  open(sealed: string): string;
}

/** `key`: 64 hexadecimal digits (32 bytes). */
export function createSecretBox(key: string): SecretBox {
  const secret = createSecretKey(key, 'hex');
  return {
    seal(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', secret, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [VERSION, ...[nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64url'))].join('.');
    },
    open(sealed) {
      const [version, ...parts] = sealed.split('.');
      const [nonce, tag, body] = parts.map((part) => Buffer.from(part, 'base64url'));
      if (version !== VERSION || nonce === undefined || tag?.length !== 16 || body === undefined) {
        throw new Error('a stored secret is not in a form that this version knows');
      }
      const decipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: 16 });
      decipher.setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
      } catch (error) {
        throw new Error(
          'a stored secret cannot be opened: SLACK_TOKEN_KEY has changed; install the app again in that workspace',
          { cause: error },
        );
      }
    },
  };
}
