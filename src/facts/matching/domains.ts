/** Web and mail domains: which organisation they speak for, if any. */

import freeMail from 'email-providers/all.json' with { type: 'json' };
import { parse } from 'tldts';

/** Mail of private people that the list does not have: access providers, mostly of small countries. */
const MORE_FREE_MAIL = `
  139.com aon.at atlas.cz azet.sk bbox.fr biglobe.ne.jp chello.at chello.nl citromail.hu clix.pt
  duck.com fastmail.com fastwebnet.it forthnet.gr hispeed.ch icloud.com jubii.dk kolumbus.fi mail.bg
  netcabo.pt nifty.com ocn.ne.jp ono.com op.pl otenet.gr pm.me posteo.de proton.me proximus.be
  privaterelay.appleid.com relay.firefox.com so-net.ne.jp sohu.com sunrise.ch tele2.se
  telefonica.net telia.com tuta.io tutanota.com xs4all.nl ziggo.nl zoznam.sk
`;
/** In the list, but it is the mail of the company's own people. */
const COMPANIES = new Set(['bt.com', 'facebook.com', 'example.com']);
/** A page there is no domain of the organisation's own. */
const HOSTS = new Set(
  `linkedin.com facebook.com twitter.com x.com instagram.com youtube.com google.com goo.gl bit.ly
  linktr.ee wikipedia.org yelp.com xing.com crunchbase.com github.com medium.com`.split(/\s+/),
);
const FREE_MAIL = new Set([...freeMail, ...MORE_FREE_MAIL.trim().split(/\s+/)]);
const ROLE =
  /^(info|sales|contact|kontakt|hello|office|admin|administrator|support|help|service|enquiries|enquiry|inquiries|marketing|hr|jobs|careers|billing|accounts|accounting|finance|invoice|invoices|purchasing|procurement|mail|email|post|team|webmaster|postmaster|noreply|no-reply|donotreply|press|media|reception|bookings|events|newsletter|privacy|legal|abuse)$/;

/** Suffixes under which one domain serves many departments, schools or agencies. */
const SHARED_SUFFIX =
  /(^|\.)(edu|gov|mil|int)(\.[a-z]{2})?$|(^|\.)(ac|gob|gouv|govt|nhs|police|sch)\.[a-z]{2}$|\.k12\.[a-z]{2}\.us$/;

/**
 * The part of a web address, host or mail address that somebody registered: `acme.co.uk` of
 * `https://www.shop.acme.co.uk:443/de`. Domains under private suffixes, such as
 * `acme.github.io`, stay apart. Null where there is none.
 */
export function registrableDomain(text: string | null): string | null {
  if (!text?.includes('.')) return null;
  const found = parse(text.trim().replace(/\.$/, ''), { allowPrivateDomains: true });
  return found.isIp ? null : (found.domain?.toLowerCase() ?? null);
}

/** The domain if it tells an organisation: not free mail, not a page on somebody else's site. */
export function organisationDomain(text: string | null): string | null {
  const domain = registrableDomain(text);
  if (domain === null || HOSTS.has(domain) || isFreeMail(domain)) return null;
  return domain;
}

/** Whether private people have their mail there, so that it tells no organisation. */
export function isFreeMail(domain: string): boolean {
  return FREE_MAIL.has(domain) && !COMPANIES.has(domain);
}

/** One domain for many organisations, as universities and governments have. */
export function isShared(domain: string): boolean {
  return SHARED_SUFFIX.test(domain);
}

/** The mailbox of a function, which several people read. */
export function isRoleMailbox(email: string): boolean {
  return ROLE.test(email.slice(0, email.lastIndexOf('@')).toLowerCase());
}

/**
 * A mail address as two writings of it compare: lower case, without what follows a plus sign, and
 * at Google, where points do not count, without points. Null where it is none.
 */
export function normalisedEmail(text: string | null): string | null {
  const email = (text ?? '')
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '')
    .replace(/^.*<|>.*$/g, '');
  const [, user, host] = /^([^\s@]+)@([^\s@]+\.[^\s@]+)$/.exec(email) ?? [];
  if (!user || !host) return null;
  const domain = host === 'googlemail.com' ? 'gmail.com' : host.replace(/\.$/, '');
  const plain = user.replace(/(?<=.)\+.*$/, '');
  return `${domain === 'gmail.com' ? plain.replaceAll('.', '') : plain}@${domain}`;
}
