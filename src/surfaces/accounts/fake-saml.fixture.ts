/** An identity provider that signs SAML assertions. Its XML is written in canonical form, so that what is signed is what is sent. */

import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';

const ENTITY = 'https://idp.example.com/entity';
const SIGNED = 'http://www.w3.org/2000/09/xmldsig#';
const CANONICAL = 'http://www.w3.org/2001/10/xml-exc-c14n#';

export interface Told {
  readonly subject: string;
  readonly email: string;
  readonly groups?: readonly string[];
  /** What is wrong with it. */
  readonly fault?: 'unsigned' | 'changed' | 'other_key' | 'other_audience' | 'old';
}

export class FakeSaml {
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #others = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly entity = ENTITY;
  readonly entryPoint = 'https://idp.example.com/sign-in';
  #count = 0;

  get certificate(): string {
    return selfSigned(this.#keys.publicKey, this.#keys.privateKey);
  }

  /** The form that the browser sends back for an address to which it was sent. */
  answer(address: string, told: Told): { readonly acs: string; readonly form: URLSearchParams } {
    const asked = new URL(address).searchParams;
    const request = inflateRawSync(
      Buffer.from(asked.get('SAMLRequest') ?? '', 'base64'),
    ).toString();
    const attribute = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(request)?.[1] ?? '';
    const audience = /Issuer[^>]*>([^<]*)</.exec(request)?.[1] ?? '';
    const acs = attribute('AssertionConsumerServiceURL');
    const of = { id: attribute(' ID'), acs, audience };
    const response = this.#response(of, this.#assertion(of, told));
    const form = new URLSearchParams({ SAMLResponse: Buffer.from(response).toString('base64') });
    const relay = asked.get('RelayState');
    if (relay !== null) form.set('RelayState', relay);
    return { acs, form };
  }

  #response({ id, acs }: Request, assertion: string): string {
    const now = instant(0);
    return [
      `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Destination="${acs}" ID="_r${++this.#count}" InResponseTo="${id}" IssueInstant="${now}" Version="2.0">`,
      `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${ENTITY}</saml:Issuer>`,
      '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"></samlp:StatusCode></samlp:Status>',
      `${assertion}</samlp:Response>`,
    ].join('');
  }

  #assertion({ id, acs, audience }: Request, { subject, email, groups = [], fault }: Told): string {
    const own = `_a${++this.#count}`;
    const shift = fault === 'old' ? -7200 : 0;
    const until = instant(shift + 300);
    const values = groups.map((group) => `<saml:AttributeValue>${group}</saml:AttributeValue>`);
    const head = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${own}" IssueInstant="${instant(shift)}" Version="2.0"><saml:Issuer>${ENTITY}</saml:Issuer>`;
    const rest = [
      `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${subject}</saml:NameID>`,
      `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData InResponseTo="${id}" NotOnOrAfter="${until}" Recipient="${acs}"></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>`,
      `<saml:Conditions NotBefore="${instant(shift - 60)}" NotOnOrAfter="${until}"><saml:AudienceRestriction><saml:Audience>${fault === 'other_audience' ? 'https://other.example.com' : audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
      `<saml:AuthnStatement AuthnInstant="${instant(shift)}" SessionIndex="${own}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
      `<saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>${email}</saml:AttributeValue></saml:Attribute>`,
      values.length > 0 ? `<saml:Attribute Name="groups">${values.join('')}</saml:Attribute>` : '',
      '</saml:AttributeStatement></saml:Assertion>',
    ].join('');
    if (fault === 'unsigned') return head + rest;
    const signature = this.#signature(own, head + rest, fault === 'other_key');
    return head + signature + (fault === 'changed' ? rest.replace(subject, 'somebody-else') : rest);
  }

  #signature(id: string, text: string, isOther: boolean): string {
    const digest = createHash('sha256').update(text).digest('base64');
    const inner = [
      `<CanonicalizationMethod Algorithm="${CANONICAL}"></CanonicalizationMethod>`,
      '<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></SignatureMethod>',
      `<Reference URI="#${id}"><Transforms><Transform Algorithm="${SIGNED}enveloped-signature"></Transform><Transform Algorithm="${CANONICAL}"></Transform></Transforms>`,
      '<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod>',
      `<DigestValue>${digest}</DigestValue></Reference></SignedInfo>`,
    ].join('');
    const { privateKey } = isOther ? this.#others : this.#keys;
    const value = createSign('RSA-SHA256')
      .update(`<SignedInfo xmlns="${SIGNED}">${inner}`)
      .sign(privateKey, 'base64');
    return `<Signature xmlns="${SIGNED}"><SignedInfo>${inner}<SignatureValue>${value}</SignatureValue></Signature>`;
  }
}

interface Request {
  readonly id: string;
  readonly acs: string;
  readonly audience: string;
}

function instant(seconds: number): string {
  return `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)}Z`;
}

/** The smallest X.509 certificate that there is. */
function selfSigned(publicKey: KeyObject, privateKey: KeyObject): string {
  const algorithm = sequence(bytes(0x06, Buffer.from('2a864886f70d01010b', 'hex')), bytes(0x05));
  const common = sequence(
    bytes(0x06, Buffer.from('550403', 'hex')),
    bytes(0x0c, Buffer.from('idp')),
  );
  const name = sequence(bytes(0x31, common));
  const day = (text: string) => bytes(0x17, Buffer.from(text));
  const body = sequence(
    bytes(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(day('200101000000Z'), day('491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = createSign('RSA-SHA256').update(body).sign(privateKey);
  const whole = sequence(
    body,
    algorithm,
    bytes(0x03, Buffer.concat([Buffer.from([0]), signature])),
  );
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function sequence(...parts: Buffer[]): Buffer {
  return bytes(0x30, Buffer.concat(parts));
}

function bytes(tag: number, content: Buffer = Buffer.alloc(0)): Buffer {
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
