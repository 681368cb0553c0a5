import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isFreeMail,
  isRoleMailbox,
  isShared,
  normalisedEmail,
  organisationDomain,
  registrableDomain,
} from './domains.ts';

describe('the registered domain', () => {
  const cases: readonly (readonly [string | null, string | null])[] = [
    ['https://www.shop.acme.co.uk:443/de?x=1', 'acme.co.uk'],
    ['WWW.ACME.COM.', 'acme.com'],
    ['acme.github.io', 'acme.github.io'],
    ['shop.acme.github.io', 'acme.github.io'],
    ['müller.de', 'müller.de'],
    ['192.168.0.1', null],
    ['localhost', null],
    ['co.uk', null],
    ['n/a', null],
    ['', null],
    [null, null],
  ];
  for (const [text, domain] of cases) {
    it(`${text} → ${domain}`, () => assert.equal(registrableDomain(text), domain));
  }
});

describe('whose domain it is', () => {
  it('free mail of large and regional providers tells no organisation', () => {
    for (const domain of `gmail.com t-online.de orange.fr web.de btinternet.com qq.com naver.com
      mail.ru libero.it seznam.cz proximus.be ziggo.nl bluewin.ch`.split(/\s+/)) {
      assert.ok(isFreeMail(domain), domain);
      assert.equal(organisationDomain(domain), null);
    }
  });
  it('companies that also run networks are companies', () => {
    for (const domain of 'bt.com att.com verizon.com telekom.de vodafone.com orange.com'.split(
      ' ',
    )) {
      assert.equal(organisationDomain(domain), domain);
    }
  });
  it('a page on somebody else’s site is none', () => {
    assert.equal(organisationDomain('https://www.linkedin.com/company/acme'), null);
    assert.equal(organisationDomain('facebook.com/acme'), null);
  });
  it('universities and governments share one among many', () => {
    for (const domain of 'harvard.edu ox.ac.uk gsa.gov health.gov.au unsw.edu.au'.split(' ')) {
      assert.ok(isShared(domain), domain);
    }
    assert.ok(!isShared('acme.com') && !isShared('education.com') && !isShared('gov.example.com'));
  });
});

describe('mail addresses', () => {
  const cases: readonly (readonly [string | null, string | null])[] = [
    [' Ann.Lee+News@Acme.COM ', 'ann.lee@acme.com'],
    ['mailto:ann@acme.com', 'ann@acme.com'],
    ['Ann Lee <ann@acme.com>', 'ann@acme.com'],
    ['a.n.n+x@googlemail.com', 'ann@gmail.com'],
    ['+49@acme.com', '+49@acme.com'],
    ['ann@acme', null],
    ['ann', null],
    ['', null],
    [null, null],
  ];
  for (const [text, email] of cases) {
    it(`${text} → ${email}`, () => assert.equal(normalisedEmail(text), email));
  }
  it('mailboxes of a function are known', () => {
    assert.ok(isRoleMailbox('Info@acme.com') && isRoleMailbox('no-reply@acme.com'));
    assert.ok(!isRoleMailbox('ann@acme.com') && !isRoleMailbox('salesman@acme.com'));
  });
});
