-- With a case all its referrals go, whichever of them is first: one keeps no other.
alter table care.referral drop constraint referral_takes_up_fkey,
  add constraint referral_takes_up_fkey foreign key (takes_up) references care.referral on delete cascade;
