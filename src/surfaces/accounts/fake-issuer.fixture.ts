/** An OpenID Connect provider, as small as the standard allows: it insists on PKCE and one-time codes. */

import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';

export interface Claims {
  readonly sub: string;
  readonly email: string;
  readonly name: string;
  readonly groups?: readonly string[];
}

interface Grant {
  readonly claims: Claims;
  readonly challenge: string;
  readonly nonce: string;
  readonly redirect: string;
}

export const CLIENT = { id: 'sameboat', secret: 'a secret of the client' };

export class FakeIssuer {
  readonly #server: Server;
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #grants = new Map<string, Grant>();
  /** What the next token says instead. */
  nonce: string | null = null;
  signer: KeyObject | null = null;

  private constructor() {
    this.#server = createServer((request, response) => {
      let text = '';
      request.on('data', (part) => (text += part));
      request.on('end', () => {
        const [status, body] = this.#answer(new URL(request.url ?? '/', this.issuer), text);
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      });
    });
  }

  static async start(): Promise<FakeIssuer> {
    const issuer = new FakeIssuer();
    await new Promise<void>((resolve) => issuer.#server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get issuer(): string {
    const address = this.#server.address();
    return `http://localhost:${address !== null && typeof address === 'object' ? address.port : 0}`;
  }

  /** Somebody signs in there: the address to which the browser is sent back. */
  authorize(url: string, claims: Claims): string {
    const asked = new URL(url).searchParams;
    const told = (name: string) => asked.get(name) ?? '';
    const code = createHash('sha256').update(`${url}${claims.sub}`).digest('hex');
    this.#grants.set(code, {
      claims,
      challenge: told('code_challenge'),
      nonce: told('nonce'),
      redirect: told('redirect_uri'),
    });
    const back = new URL(told('redirect_uri'));
    back.searchParams.set('code', code);
    back.searchParams.set('state', told('state'));
    back.searchParams.set('iss', this.issuer);
    return back.href;
  }

  #answer({ pathname }: URL, text: string): [number, object] {
    const { issuer } = this;
    if (pathname === '/.well-known/openid-configuration') {
      return [
        200,
        {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
          code_challenge_methods_supported: ['S256'],
          token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
        },
      ];
    }
    if (pathname === '/jwks') {
      const key = this.#keys.publicKey.export({ format: 'jwk' });
      return [200, { keys: [{ ...key, kid: 'k1', alg: 'RS256', use: 'sig' }] }];
    }
    return pathname === '/token' ? this.#token(new URLSearchParams(text)) : [404, {}];
  }

  #token(told: URLSearchParams): [number, object] {
    const code = told.get('code') ?? '';
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const verifier = told.get('code_verifier') ?? '';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    if (!grant || challenge !== grant.challenge || told.get('redirect_uri') !== grant.redirect) {
      return [400, { error: 'invalid_grant' }];
    }
    const now = Math.floor(Date.now() / 1000);
    const { claims } = grant;
    const id_token = this.#signed({
      iss: this.issuer,
      aud: CLIENT.id,
      iat: now,
      exp: now + 300,
      nonce: this.nonce ?? grant.nonce,
      email_verified: true,
      ...claims,
    });
    return [200, { access_token: 'access', token_type: 'Bearer', expires_in: 300, id_token }];
  }

  #signed(claims: object): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'RS256', kid: 'k1', typ: 'JWT' })}.${part(claims)}`;
    const key = this.signer ?? this.#keys.privateKey;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
