-- inline
-- As everything recorded so far says, worked out when the facts were built.
select * from opportunity_journeys_now
