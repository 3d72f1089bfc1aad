"""The words of each theme, from which suggestions are made.

A word with "*" points to its theme but to others as well, so it counts less.
"""

from __future__ import annotations


def _list(text: str) -> tuple[str, ...]:
    """Words and phrases parted by commas; a line end is only a space."""
    return tuple(" ".join(part.split()) for part in text.split(",") if part.strip())


WORDS: dict[str, tuple[str, ...]] = {
    "family_time": _list(
        """
        contact, contact centre, family time, mum, dad, sister, brother, siblings, sibs, nan, nanny,
        gran*, grandad, grandma, auntie, aunt, uncle, cousin, half brother, birth family, birth mum,
        real mum, my family, my parents, parents*, see my mum, see my dad, see my sister, see my
        brother, ring my mum, phone calls, video call, supervised, visits, unsupervised, letterbox,
        back together, foster sister, foster brother, miss my, apart, split up, baby brother, twin,
        see him, see her, stay over, reunite, family
        """
    ),
    "social_worker": _list(
        """
        social worker, personal adviser, my worker, new worker, my social worker, change social
        worker, visits me, text back, reply to, rings me back, never answers*, answer her phone,
        answer his phone, cancels, turns up, turn up late, go above and beyond, keeps her promises,
        keeps his promises, does what he says, does what she says, trust him, trust her, keeps
        changing*, turnover, agency worker, duty worker, different worker, on leave, keeps in touch,
        hear from, goes the extra mile, statutory visit, worker
        """
    ),
    "home": _list(
        """
        carer, foster carer, foster dad, foster mum, foster family, foster home, bedroom, my room,
        house, home, the home, residential, children's home, kitchen, fridge, wifi, rules, house
        rules, bathroom, chores, pets, garden, key worker, food*, dinner, treated like family, live
        here, live there, love it here, share a room, sharing a room, own space, lock on my door,
        wake up, noisy, shower, sofa, comfy, cosy, cooks, cook for me, bed time, staff here, unit,
        where i live, placement, share with
        """
    ),
    "moving": _list(
        """
        move, moved, moving, moved me, moved again, move me, bin bags, black bags, suitcase, new
        placement, notice, short notice, settle, settled, stay here, stay there, staying here, how
        long i am staying, leave here, miles away, far away, other side of the country, pack,
        packed, unpack, change placement, placement move, stability, before i went there, before you
        go, unsettled, emergency placement, out of area, split, uproot, respite
        """
    ),
    "school": _list(
        """
        school, college*, uni, university, teacher, class, lessons, gcse, gcses, a levels, exam,
        sats, homework, maths, english*, science, reading, excluded, exclusion, suspended,
        detention, senco, pep, education plan, tutor, tutoring, headteacher, pastoral, year 10, year
        11, sixth form, learning*, esol, ta, virtual school, prom, uniform, timetable, ehcp, grades,
        revision, laptop, degree, student
        """
    ),
    "friends": _list(
        """
        friend, mates, mate, best friend, sleepover, sleep over, hang out, hang about, hang around,
        go round, party, make friends, lose my friends, no one to talk to*, girlfriend, boyfriend,
        lonely*, fall out, fell out, play with, group chat, allowed out
        """
    ),
    "safety": _list(
        """
        safe, unsafe, scared, scares me, bully, bullied, bullying, bullies, threatened, hit me, hits
        me, hurt me, fighting*, fight, knife, gang, follow me, following me, broken into, burgled,
        robbed, dodgy, police, online, nasty messages, nasty, racist, racism, beaten up, picks on
        me, picking on me, run away, drugs, grooming, exploited, dangerous, danger, attacked, abuse,
        threats, shouts at me, violent, pics, my pic, blocked, stalking, rough area, locks*, missing
        from
        """
    ),
    "health": _list(
        """
        doctor, gp, dentist, tooth, teeth, braces, optician, glasses, eyes tested, eyes, hearing
        aids, hearing, tablets, medication, medicine, meds, asthma, inhaler, camhs, therapy*,
        hospital, nurse, appointment, health assessment, health, sick, ill, poorly, allergy,
        wheelchair, disability, autism, adhd, diet, gym, fit, sleep, vape, smoking, period, weight,
        injection, vaccine, prescription, waiting list, pain, operation, epilepsy, diabetes,
        occupational therapy
        """
    ),
    "feelings": _list(
        """
        feel, feeling, feelings, happy, sad, angry, anger, upset, upsetting, cry, crying, worried,
        worry, anxious, anxiety, depressed, stressed, stress, scary, mental health, panic attack,
        counselling, counsellor, therapist, therapy, camhs*, nobody understands, no one understands,
        my head, bottle it up, bottle it all up, lonely, miserable, calm, calms me, confidence,
        confident, wellbeing, mood, hate myself, self harm, numb, grief, trauma, cope, coping,
        moody, excited, proud of myself, been through, nightmares, overwhelmed, feel normal, hurts
        inside, nervous
        """
    ),
    "listened": _list(
        """
        listen, listened, listening, not listen, heard, review, lac review, iro, reviewing officer,
        meeting, my meeting, care plan, pathway plan, my plan, asked me, nobody asked, no one asked,
        asks me, my views, opinion, have a say, my say, decision, decide, without me, talk about me,
        talk to me, big words, jargon, believe me, believed, chair my, involved, ignore, ignored,
        what i want, what i say, tell me what*, writes down, invited, care council, wishes, told me
        why, explain why, consultation
        """
    ),
    "records": _list(
        """
        records, my file, file, files, reports, report, wrote about me, written about me, write
        about me, life story, life story work, memory box, photos, photo, baby photos, blacked out,
        redacted, access to records, data, subject access, why i am in care, why i was taken, why i
        went into care, my past, my history, my story, case notes, birth certificate, notes about
        me, redaction, later life letter, why i came into care, where i come from*
        """
    ),
    "money": _list(
        """
        money, pocket money, savings, save up, savings account, allowance, bank, bank card, bank
        account, bills, rent*, council tax, universal credit, uc, benefits, bus pass, afford, cant
        pay, pay for, cost, costs, costs too much, expensive, debt, budget, budgeting, grant,
        bursary, wages, paid*, worse off, isa, trust fund, clothes money, clothing allowance,
        birthday money, travel costs, food bank, skint, broke, pip, price, pounds
        """
    ),
    "leaving_care": _list(
        """
        leave care, leaving care, left care, my flat, own flat, own place, council flat, flat,
        tenancy, landlord, setting up home, setting up home allowance, semi independent, semi indy,
        supported lodgings, supported housing, supported living, staying put, independent,
        independence, hostel, when i turn 18, turn 18, turned 18, at 18, pathway*, housing, mould,
        homeless, bidding, council tax*, care leaver, move on, life skills, how to cook, staying
        close, bedsit, eviction
        """
    ),
    "work": _list(
        """
        job, jobs, work experience, apprenticeship, apprentice, cv, interview, employer, career,
        working, zero hours, earning, earn, shift, shifts, jobcentre, job centre, volunteering,
        course*, traineeship, hired, part time, full time, employment, going for jobs, work full
        time, ready for work, uni*, boss, warehouse, no experience, dbs, cscs, training scheme,
        internship, weekend job, get a job
        """
    ),
    "rights": _list(
        """
        rights, our rights, my rights, complain, complained, complaint, complaints, advocate,
        advocacy, pledge, promise*, promised, promised us, not allowed*, permission, entitled,
        entitlement, local offer, ombudsman, solicitor, court, law, legal, corporate parents,
        corporate parent, meant to be our parents, their own kids, not fair*, unfair*, allowed to,
        charter, age assessment, appeal
        """
    ),
    "identity": _list(
        """
        church, mosque, temple, gurdwara, synagogue, pray, prayer, god, religion, religious, faith,
        muslim, christian, halal, kosher, eid, ramadan, diwali, christmas with*, culture, cultural,
        language, my language, speak arabic, english*, esol, roma, traveller, gypsy, black, mixed
        race, white carers, asian, racist, racism, my hair, skin, home office, asylum, visa,
        passport, immigration, citizenship, age assessment, sudan, eritrea, afghanistan, iran,
        albania, vietnam, syria, ethiopia, gay, lesbian, bi, trans, lgbt, pronouns, coming out, came
        out, my name, old name, new name, boy name, who i am, refugee, country, heritage, non
        binary, foreign
        """
    ),
    "activities": _list(
        """
        football, swimming, dance, dancing, guitar, music, singing, drama club, gaming, xbox, ps5,
        playstation, fortnite, minecraft, roblox, trampoline, club, clubs, holiday, holidays,
        camping, trip, trips, beach, park, cinema, bowling, youth club, horse riding, riding,
        boxing, gym*, sport, sports, hobby, hobbies, art club, drawing, bored, boring*, fun, awards
        night, award, cadets, scouts, brownies, karate, netball, rugby, basketball, bike, skate
        park, volunteering, nothing to do, nothing for, stuff to do, something to do, theme park,
        day out, days out, lessons*, games
        """
    ),
    "fairness": _list(
        """
        treated different, treated differently, treat me different, like normal kids, normal kid,
        normal, like everyone else, everyone else, stigma, care kid, label, labelled, judge me,
        judged, judges, trust me, dont trust me, stereotype, pity, feel sorry for me, feel
        different, embarrassed, embarrassing, other kids my age, same as others, like other kids,
        lanyard, in front of everyone, everyone saw, police check, risk assessment, not allowed,
        unfair, fair, blamed, singled out, favourites, treated fairly
        """
    ),
    "staff": _list(
        """
        caseload, workload, supervision, my manager, manager, managers, senior leaders, leaders,
        leadership, turnover, agency staff, recruitment, retention, asye, newly qualified, training
        offer, training, practice, direct work, liquidlogic, liquid logic, mosaic, system crashes,
        hot desking, hot desk, parking, office, commissioning, commissioner, funding agreed, foster
        carers locally, sufficiency, partners, partner agencies, health colleagues, thresholds,
        morale, burnout, second hand trauma, vicarious trauma, paperwork, admin, children tell us,
        we place children, place children, my team, the team, practitioners, court work, statutory,
        overtime, pay and conditions, colleagues, laptop*, reflective, induction, emails
        """
    ),
}
