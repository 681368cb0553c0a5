-- inline
-- As everything recorded so far says, worked out when the facts were built.
select * from engagement_journeys_now
