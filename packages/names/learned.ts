/** Written by `learning/learn.ts` from pairs of names (Wikidata, CC0): do not edit. */
/** How often each letter of Latin names follows each; a row for the beginning and each letter, as are the columns. */
export const LETTER_PAIRS = `
2 550 679 482 375 226 265 426 409 148 214 544 389 693 235 181 368 22 362 891 419 64 186 193 10 116 128
1089 63 169 213 230 66 54 169 128 213 61 252 540 332 1145 47 74 11 844 386 326 169 122 75 10 151 98
33 301 23 0 7 334 0 1 12 116 6 5 47 0 9 201 0 0 149 9 1 134 0 3 0 19 0
131 226 1 61 5 103 3 11 607 110 1 167 37 4 5 190 0 8 34 12 14 41 2 2 0 10 43
257 274 9 2 41 329 6 12 15 226 9 4 29 15 10 234 1 2 92 23 22 74 7 13 0 36 26
747 94 58 96 152 114 46 88 58 225 32 92 601 159 654 43 51 4 1037 354 250 59 160 55 13 135 44
80 85 0 2 1 97 66 2 3 75 1 2 33 2 3 69 0 0 71 7 12 37 0 2 0 5 1
167 254 17 2 4 201 4 40 73 140 0 3 58 10 38 156 2 2 96 17 11 118 3 7 1 16 1
238 557 9 8 4 380 5 3 5 365 2 13 47 35 39 197 1 0 44 16 27 130 10 16 0 25 0
861 262 58 332 142 307 37 137 25 26 35 138 293 154 786 143 35 10 204 377 224 69 48 17 7 54 59
14 141 0 2 3 69 0 0 1 67 1 9 3 1 6 90 1 1 3 7 2 42 1 0 0 1 1
208 369 2 2 3 194 5 3 83 308 4 16 42 17 7 323 1 0 51 34 9 107 7 17 0 71 0
352 501 37 26 124 503 36 27 15 485 12 34 373 62 10 246 14 1 8 51 49 91 24 7 0 82 14
159 666 56 53 3 289 5 1 4 267 3 6 11 44 6 208 40 0 9 22 3 86 2 4 0 26 2
1072 427 40 77 270 404 18 267 49 355 17 93 9 12 176 281 5 3 19 155 161 71 5 6 2 56 36
617 26 82 95 111 73 43 59 65 43 28 83 276 159 524 68 53 3 422 253 138 262 254 107 7 64 49
35 165 1 4 1 139 7 0 34 92 0 5 25 0 4 109 43 0 57 16 10 30 0 0 0 8 0
8 4 1 0 0 1 0 0 0 11 0 0 0 1 0 2 0 1 0 0 0 53 5 0 0 0 0
626 568 50 63 173 424 18 108 14 532 13 60 79 73 118 430 10 4 114 130 140 152 25 16 0 95 28
668 335 20 185 4 298 4 6 341 229 5 202 51 36 18 221 56 7 7 182 359 142 10 22 0 23 31
301 404 6 18 1 345 1 4 161 239 6 25 32 9 20 296 0 0 133 104 186 74 6 19 0 40 76
177 49 77 85 73 83 26 68 26 81 15 89 160 130 191 16 26 6 256 273 124 4 16 13 12 17 30
159 229 0 3 3 133 0 4 0 227 0 2 7 1 6 53 0 0 13 41 3 5 0 0 0 8 2
42 165 1 0 8 107 0 0 13 128 0 2 8 0 6 37 0 0 2 54 3 9 0 0 0 14 0
22 6 1 0 0 7 0 0 3 17 0 0 1 0 0 1 0 0 0 0 2 0 0 1 1 1 0
393 197 10 15 19 84 6 4 2 24 1 18 28 18 64 69 3 1 31 39 9 50 3 3 0 6 2
119 119 3 2 11 111 1 1 30 91 0 19 5 8 6 53 1 1 5 9 2 50 3 1 0 20 25
`;

/** How each sound is written in Latin letters, in thousandths: `ш sh=800` is four times out of five. */
export const LEARNED = `
ي i=524 e=287 y=89 ey=16 ie=11 =7 j=7 ay=5 ee=5 ea=4 ye=4 yi=4 iy=3 ij=3 a=3 gi=2 chi=2
ا a=832 =105 e=33 i=13 ha=6 at=2
ر r=774 er=124 re=34 rr=23 ar=13 ra=5 ri=5 rd=4 ry=3 or=3
د d=917 dd=34 de=14 da=12 do=9 dz=6 di=3 ud=3
و o=555 u=248 ou=68 w=57 oo=8 ow=8 aw=7 au=6 we=5 oe=4 wa=4 v=3 ve=3 ew=2 owe=2
م m=886 me=35 ma=23 mu=19 mo=11 am=9 em=3 muz=3 min=3 mi=2
ل l=761 ll=69 =49 le=48 el=37 la=7 il=5 gl=5 ell=3 hl=2 lu=2
ج g=481 j=334 ja=29 dj=27 ge=24 zh=21 ga=19 z=14 ce=14 gu=13 je=13 ze=7
ه h=718 e=61 he=42 ha=38 ah=28 a=24 r=24 uh=16 ih=10 er=9 st=8 p=8 t=8
ز z=591 s=220 ze=36 iz=36 zz=30 az=14 x=14 se=13 sz=13 za=11 zo=7 ez=6 es=5
ن n=814 en=44 ne=39 nn=28 in=22 na=10 an=9 un=6 on=6 ni=5 nd=4 gn=3 hn=2
ت t=699 =183 tt=55 te=20 th=16 ta=5 ett=4 c=4 pe=2 su=2 ty=2 tu=2
ش ch=330 c=231 sh=160 s=73 sch=63 che=46 sha=25 cz=16 cha=12 ach=9 ce=8 h=5 ci=5 z=5 shi=4 sc=4
ع a=527 o=100 e=66 u=56 ou=55 aa=51 i=47 az=42 =33 ad=9
ك k=608 c=223 ck=61 ch=16 ke=14 x=14 qu=12 q=11 ka=9 cc=9 cu=6 uk=5 g=4 ki=2
ح h=345 ha=279 ah=86 he=68 hu=61 a=61 rih=31 m=29 uh=24
س s=836 ss=58 c=26 es=10 se=10 sa=9 z=9 ce=9 su=8 e=3 os=2 tug=2 ou=2 is=2 q=2
ب b=597 p=277 be=25 pp=23 ba=18 bb=14 bu=9 ab=8 abb=6 pa=6 pe=3 bac=3 bi=3 bl=2 ob=2
ض d=366 ed=350 ad=193
ة a=551 ah=157 eh=78 ya=39 ne=39 h=39 t=39 e=39
غ g=832 gh=89 agh=26 ge=23 ghe=18 gu=8
ق g=252 q=240 k=157 ka=93 iq=63 c=44 ik=31 cs=31 ga=30 qi=25 qa=19
ف v=501 f=321 w=55 ff=28 ve=23 ph=20 fa=15 fe=13 ef=4 rre=4 kin=4 fo=4 eve=3 q=2 ws=2
ص sa=337 s=253 si=199 se=131 a=47
ث th=821 z=103 s=51
خ kh=342 ch=293 j=244 g=97
ئ e=561 =348
ء =856
ظ
ط t=807 ti=80 at=73
ذ h=679 =172
ф f=930 ph=25 th=17 v=16 ff=8
и i=860 y=69 ie=16 e=13 ee=11 ea=7 ey=6 hi=4 ig=3
г g=895 h=44 gu=39 gh=15 eg=3
о o=952 eau=8 a=7 u=5 au=5 ot=4 hit=3 ja=2
л l=968 le=10 el=7 hl=6 i=4 lj=3
ь =796 i=81 l=33 j=29 le=21 h=17 y=14 s=5
с s=864 sh=47 z=26 x=19 c=9 es=7 ss=6 ce=5 sz=3 cw=2
р r=978 re=7 rd=6 rc=3
е e=883 a=30 ye=17 ie=9 i=8 er=8 es=6 je=5 ze=5 ey=5 u=5 ai=4 et=4 he=4 eh=2
н n=934 ng=22 ne=14 nus=8 nn=6 gn=4 m=3 ns=2
а a=952 e=11 u=10 =8 o=5 ie=4 y=2
й i=391 y=196 =179 j=96 us=71 ll=20 u=8 o=8 lle=6 ly=6 g=5 il=5 ei=3 is=3
т t=891 th=50 ch=35 te=13 us=2 tz=2
у u=793 ou=96 w=47 o=28 oo=22 us=3 eux=3 te=3 i=2 uz=2
ш sh=370 s=246 sch=183 ch=103 sz=42 che=19 r=17 sc=9 she=5
к k=733 c=178 ck=50 ch=11 =8 qu=6 us=4 co=2 ter=2 q=2
д d=806 =132 g=15 de=11 des=6 tos=6 gy=4 ki=3 z=3 us=3 ud=3 u=3 dt=3
ж j=430 g=204 z=130 gi=75 zh=63 rz=43 c=43
я ya=343 a=245 ja=186 =116 ia=70 la=22 shu=11
п p=985 m=7 pi=3
б b=998
в v=644 w=347 f=4 wi=3
м m=971 n=11 me=8 hm=3 mar=3 ps=3
э e=741 a=184 he=16 eka=9 at=8 o=8 i=8 oe=8 y=8 ac=6
ч c=410 ch=383 cz=127 ci=32 cs=21 tr=11 t=8 =4
х h=694 ch=186 kh=66 j=20 g=13 ho=6 t=6 ha=6
ё o=406 yo=382 u=70 e=64 eu=45 ne=22
ы y=484 i=404 =72
з z=616 s=183 j=132 se=28 zs=9 uj=9 i=8 za=8 zi=3
ц ts=359 z=236 c=184 tz=86 =68 t=37 q=12 s=12
ю u=599 yu=121 ew=61 yo=60 ju=55 y=48 hue=20 j=13 hu=13
щ sh=629 z=292
ъ
ג g=781 ga=93 ge=35 gh=33 gue=17 gg=14 gu=12 da=4 he=4 go=4
ד d=775 de=110 ad=28 da=28 dd=22 ede=11 ed=9 di=3 des=3 dy=3 edd=3 du=3
ס s=784 ss=51 se=34 es=33 c=21 sa=19 ce=18 z=9 x=7 as=6 sse=6 ess=5 les=2
ב b=449 v=271 be=97 ba=67 w=35 ev=21 bb=8 abe=5 bo=5 we=5 ow=5 ob=5 ew=5 ve=4 bu=4 av=3 uve=3 vko=3
נ n=725 en=86 an=82 ne=30 nn=28 na=16 gn=7 enn=7 ana=3 in=3 nd=3 nne=2
י i=711 y=145 e=35 ie=22 j=18 ee=12 =10 iy=7 u=6 hi=3 it=3 ja=3 ue=3 h=2 ry=2 ic=2
ל l=614 le=105 el=81 ll=59 la=39 ell=29 al=28 hal=9 lle=7 ele=7 hl=6 all=5 lo=2 fwe=2 nen=2
וו w=285 v=161 wo=98 ow=97 u=83 wa=60 vo=53 av=48 ve=46 aw=17 wel=17 vu=14 a=11
צ z=304 c=250 tz=232 ts=113 s=43 tze=37 ze=9
ק k=593 c=178 ck=48 ca=41 ka=28 ek=15 cc=13 ke=12 qu=11 ak=11 ch=10 q=10 eck=6 zk=5 co=4 e=4 ack=4 ts=3 ues=2
ה a=431 h=235 e=129 ha=60 he=32 ah=19 et=17 =12 er=8 eh=7 ey=6 hed=4 j=4 kh=3 yih=3 co=3 ya=3 t=3 eu=3 ay=3 ih=3 ka=2 as=2 ra=2
פ p=405 f=318 pa=43 pe=36 pp=33 ph=32 fa=28 ff=28 fe=22 ap=14 af=13 ep=9 op=8 v=5 h=3
ר r=673 er=185 ar=41 ra=41 re=28 rr=7 ur=4 ro=3 hr=2 ert=2
כ ch=613 k=250 ca=64 c=34 ka=21
א a=703 =153 e=82 o=13 u=11 ag=5 az=5 i=4 ha=3 ar=3
מ m=654 ma=190 me=61 em=19 mm=10 man=10 am=10 mo=10 mu=7 ama=5 eme=5 ham=4 gya=4 ael=4 cr=3 mi=2
ו o=585 u=272 w=34 ou=27 v=23 va=9 we=5 wa=4 au=4 hu=3 eu=3 wh=2 ow=2 eau=2
ץ' c=508 ch=381 cz=95
ז' zh=343 j=184 z=115 ge=114 r=57 c=57 jac=56 ja=46
יי ei=327 i=127 a=95 y=94 ie=88 ai=60 ay=40 ye=39 ey=36 e=30 j=19 ja=15 ae=10 l=8 aye=5 g=4
ם m=654 am=123 om=60 amm=59 me=42 em=28 um=20
ן n=670 an=87 ne=81 en=76 nn=19 hn=18 in=15 ann=7 us=5 gan=5 di=5 ens=4 gen=3
ט t=727 tt=82 te=57 ta=55 th=18 tte=17 at=12 to=6 ht=6 tha=6 ett=5 est=3 y=3
ח ha=240 kh=150 h=133 ach=95 ah=87 ch=70 j=51 g=51 he=38 hi=25 an=25 a=23
ף ff=488 f=487
ז z=510 s=206 za=82 se=79 ze=62 az=19 ge=11 ws=10 zi=10 us=7
ע a=652 =195 e=105 aa=30
ת' th=933
ץ tz=519 z=222 c=113 ec=58 h=51
ש sh=264 s=256 sch=189 she=61 ch=60 sha=55 sz=30 sa=26 ash=21 zh=15 esh=9 li=8
ג' j=394 gi=148 ge=127 g=122 ja=56 jes=47 alj=25 ji=24 =23 e=19
ך ch=641 ard=80 dra=80 kh=80 da=79
ת t=443 th=273 te=115 at=114 et=30 ta=9
צ' ch=307 c=248 che=214 cha=90 chi=29 ci=28 x=28 chu=26 e=16
ח' k=799
ו'
ד' d=515 da=342
ע' gh=667
ア a=867 e=34 re=12 am=12 er=11 =8 ut=6 aia=6 rr=6 nir=6 al=6 i=6 ar=6 r=6 as=5
タ ta=652 t=115 tu=70 te=59 ter=56 th=13 the=12 ata=10 qu=8
ナ na=809 n=114 ina=29 ne=20 rn=10 ana=9 nna=4
シ si=533 shi=120 sh=87 ci=86 xi=68 c=46 ss=18 sch=17 ce=17
ウ u=634 w=146 l=46 oux=31 ou=31 wo=31 =26 iou=16 ow=15 ur=15
ス s=801 us=30 ss=22 th=19 ce=19 su=18 z=17 es=10 zu=7 ys=6 se=6 sse=5 ose=5 uss=4 los=4 os=4 nth=4 ith=4 ias=3 sv=3 so=3 is=3
ラ la=360 ra=360 lla=73 ru=39 l=29 rra=29 re=23 ula=18 lu=15 le=9 lle=9 r=6 las=5 leh=5 rak=5 hl=5 lap=4 lau=3
ズ s=393 z=275 zu=109 es=68 ers=34 zd=22 zum=22 ds=22 se=22 zv=21
ショ sho=434 cho=176 sh=174 so=87 sch=85
ー =445 r=123 er=115 e=89 y=29 h=27 a=17 ey=13 u=13 oo=10 ou=9 or=9 w=9 i=7 au=7 eau=5 hi=5 rt=4 aw=3 st=3 ar=3 oud=3 sc=3 ie=3 te=3 s=3 ur=3 oe=3 ew=3 ud=2 t=2 our=2
シュ sh=332 s=316 sch=219 che=49 gin=24 su=24 =15 shu=9
ウェ we=720 wa=240
ル r=395 l=355 ll=57 ru=46 le=27 lu=17 lle=10 re=10 rd=10 al=8 er=8 ro=7 ur=5 rt=5 rs=5 rus=4 d=3 ius=3 leg=3 hi=3 ill=3 rle=3 yll=3 lg=2 ere=2 rg=2 or=2 rc=2
ッ =520 c=141 t=139 p=36 d=35 z=17 s=16 o=12 u=12 ts=11 g=11 k=11 l=7 a=6 f=6 ot=5 ch=5 cc=5 q=2
グ g=714 gu=195 gg=28 gur=16 gun=15 ge=14 gul=12
ダ da=853 der=98 d=23 o=17
ケ ke=453 cke=126 k=103 q=65 c=52 kel=33 cep=25 ce=25 kem=25 khe=25 h=23 ken=22 i=11
バ ba=637 va=115 b=63 bu=60 be=55 ve=24 dzs=10 bun=10 baf=10 v=6 =4
マ ma=722 m=101 man=40 me=33 mc=22 mer=18 mul=14 mo=14 mm=12 mat=7 mac=6 mas=6
ド d=585 do=332 de=43 ed=11 dh=8 don=8 dr=8
ティ ti=809 ty=67 te=67 tic=23 th=22
キ ki=488 ky=250 chi=63 qui=47 ci=47 ke=37 k=28 ja=16 kim=15
ホ ho=641 jo=172 hu=57 h=57 hof=45
コ ko=631 co=338 con=20 aco=6
ノ no=928 in=41 ne=21
プ p=849 pu=91 b=48
リャ lya=727 ha=182
ン n=844 m=41 ne=31 nd=10 nt=8 ng=7 on=7 hon=4 hen=4 ean=4 an=4 en=4 un=3 ntz=2 hin=2 ius=2 qi=2 jon=2 mp=2 nin=2 ien=2
カ ka=383 ca=355 k=78 kha=38 co=28 ku=26 kka=26 car=24 c=10 cou=10 uka=9 aka=8
ペ pe=934 p=26 pec=26
ニャ na=364 nha=364 nat=182
ロ ro=597 lo=296 rro=33 ros=20 ul=11 rot=9 l=9 r=9 a=8 ok=3
サ sa=639 tha=94 za=63 su=63 ss=49 thu=31 sar=20 th=16 s=16
ヴィ vi=724 wi=193 v=47 hel=24
チ c=288 ch=233 chi=157 ci=95 cz=93 sch=55 tsc=32 chy=32
ジュ j=154 gui=154 gi=154 sak=154 ju=154 je=154
イ i=500 y=290 =80 a=17 ij=17 is=17 ei=13 ji=11 ai=11 ie=8 ye=8 ui=8 wi=6 j=6 v=5
ソ so=724 sso=203 o=29 iso=29
ト t=530 to=285 d=51 tte=30 tho=28 et=17 gto=14 te=14 th=11 toc=6 at=5 tr=5
リ ri=405 li=313 re=52 le=41 lli=39 ly=39 l=36 ry=31 r=14 rig=9 lj=4 gli=4 rr=4 er=4 eli=4
ビョ bj=667
ゲ ge=681 ga=86 ghe=68 g=65 gae=49 j=34
エ e=774 ye=45 he=31 a=25 er=24 ie=18 =17 ue=14 ez=10 we=10 ey=10 oe=10 i=7
ハ ha=535 h=109 kha=69 he=54 hu=53 ja=50 hir=33 ham=20 hac=18 hei=18 g=16 had=16
ム m=616 mu=201 mb=33 em=25 um=18 om=17 cz=17 mw=17 in=17 mo=16 me=16
レ re=366 le=295 ra=79 lle=70 la=69 rre=48 ule=23 len=17 ais=10 ex=9 ol=8
ギ gi=529 gui=151 g=76 yi=76 ggi=75 i=55
モ mo=817 bro=41 m=41 h=40 moh=40
ディ di=699 dy=97 de=97 die=47 i=18 d=16 dil=15
ニ ni=752 nni=95 n=73 ny=45 ne=16 rn=8 i=5
シェ she=315 che=258 s=149 sha=126 kj=63 sch=58
ミ mi=849 me=47 mit=28 mik=23 ami=22 mil=19
メ me=808 ma=110 mo=45 met=26
オ o=884 a=29 or=16 out=16 oy=16 io=16 de=15
フェ fe=497 ffe=157 ve=108 f=54 fet=54 fen=53 fer=50
チュ chu=706 sch=235
ビ bi=542 vi=181 by=120 bea=89 be=31 gui=22
ツ tz=334 ts=227 z=151 tu=113 c=75 t=38 cz=23 ze=21
ヤ ya=461 ja=330 =106 a=33 y=33 e=19
ク k=308 c=243 ku=80 ck=75 ch=41 cou=32 qu=27 g=27 cu=26 eck=17 x=14 q=14 que=14 ek=13 ke=12 =8 co=7 yuk=7 kou=7 uk=7 yk=7 ks=6 och=6
リュ lu=356 l=226 y=121 r=119 yr=118
チェ che=526 ce=293 ch=59 c=49 e=44
ピ pi=731 p=111 pe=93 pp=41
ゴ go=893 gh=62 a=30
ボ bo=789 vo=74 bor=33 v=25 bom=24 boy=24 bon=18
ガ ga=667 g=88 gha=60 ge=54 gu=40 d=22 gh=20 uat=20 gal=18
ウィ wi=746 whi=93 vi=93 wis=28 wil=17
ジ ji=169 gi=115 j=115 zi=114 ge=85 gy=57 dzh=57 si=57 d=57 ggi=56 zh=28 th=28 s=28 ag=19
デ de=865 da=55 dhe=37 del=16 ayo=11 ray=7
ヴォ vo=526 wo=316 wau=105
ヒ hi=458 ch=225 hy=90 g=90 h=45 kh=36 i=34
ヘ he=643 ha=143 ho=107 e=89
ヴァ va=615 v=142 vas=121 w=70 vo=35
ジョ jo=801 jos=132
セ se=428 sse=289 ce=148 s=48 sen=24 e=24 cer=17 cel=9
ブ b=712 bu=168 bou=60 boe=17 v=17 bh=17
シャ sha=581 sch=103 a=95 sh=69 ia=68 xia=34 pe=34
ワ va=324 wa=322 i=133 w=106 wer=72 a=28
ツェ tse=349 tze=246 ze=190 zen=87 e=85
テ te=958 t=29
フ v=391 f=307 ff=71 h=52 w=30 fu=24 hu=19 uff=11 eft=10 ju=10 ofe=10 hov=10 kh=10 ch=10 sov=10 hr=9 yev=8 ful=6
タョ tay=667
ヌィ hny=667
ベ be=815 bo=43 ba=43 bez=21 et=21 bet=21 i=17 bel=7
ネ ne=773 net=104 nel=86 en=25
ヴ v=790 e=132
ヴェ ve=828 w=69 wo=68
ユ ju=316 yu=315 y=106 yol=105 u=105
パ pa=825 p=128 pu=32
キャ ca=825 cat=117
フィ fi=762 h=190
ポ po=769 pa=99 ph=44 pau=34 pol=32
チャ cha=422 ch=366 tja=61 yu=61 ia=61
トゥ tu=550 t=212 th=137 tw=66
ニョ ho=400 no=400
ザ za=515 a=170 th=115 z=57 xa=57 gia=57
ジャ ja=442 gia=222 j=150 ju=74 g=74
ヌ nu=475 n=314 nus=121 ne=60
ツォ z=667
ジェ ge=202 zhe=152 je=152 ja=101 e=101 iet=51 xh=51 ier=51 ger=50 ce=50 z=15
ゼ se=548 ze=273 z=55 zeh=55 br=41
ゾ so=364 zo=363 z=182
ファ fa=486 fe=121 ffa=107 v=54 va=54 ff=53 fu=52 f=45
ウォ wo=667
ツィ zi=667 ci=222
フォ fo=755 fa=82 fou=61 =61
リェ =664
ドゥ du=629 d=212 de=105
ニュ n=434 ne=423
クォ qu=667
ピュ p=667
ミェ mi=667
ギュ gu=572 g=285
ヨ yo=487 jo=365 =87
ニェ n=400 ni=400
イェ je=620 e=302
テュ
チョ cho=857
リョ l=800
ルャ
ズィ zi=667
デュ du=923
ビュ bu=889
ルィ
ヒョ hy=667
ビャ
フュ
トィ
ブゥ boo=667
スィ si=571 ci=286
ギャ ga=413 gar=234 gal=209
ミュ my=286 mu=286 me=286
パゥ pa=667
ヒュ u=408 h=392
ツァ za=667
ムィ
ミョ
ᄋ =918 j=13 w=13 y=10 ll=9 h=8 u=4 ow=2 yo=2 he=2
ᅡ a=888 =30 ar=25 e=19 ah=11 o=6 i=4 ac=4 at=3
ᄇ b=597 v=334 w=59 ve=3
ᅦ e=890 a=63 eh=9 et=8 be=5 ay=5 ai=4 ei=3 i=3 er=2 ea=2
ᄀ g=840 gu=51 gg=31 k=26 gh=24 gar=7 iw=6 m=6 d=6
ᅩ o=858 or=38 a=18 ot=11 u=9 au=9 od=6 ow=5 e=5 oc=5 ug=4 r=3 oe=3 w=3 ho=2
ᄐ t=837 tt=82 th=48 d=22 su=7
ᅳ =945 e=31 u=10 t=5 es=3 d=3
ᅵ i=708 y=136 =46 ie=29 e=17 ee=13 h=8 ea=7 ey=4 j=4 gh=3 it=3 g=3 ij=2
ᄏ k=549 c=263 ch=56 ck=37 qu=20 kh=19 que=9 q=9 g=8 ku=5 ki=4 kw=3 ya=3 cu=3 ky=3 cc=2 m=2 ak=2
ᅮ u=689 ou=90 o=70 oo=34 w=20 v=20 l=19 e=15 ew=10 uw=10 hu=7 ga=5 zu=5 uc=4
ᄌ z=306 j=294 s=114 g=98 d=42 c=31 dz=18 gi=14 se=11 es=8 a=8 ca=6 ur=6 ch=6 ge=6 o=6 je=6 zs=5 ja=5 b=5
ᄒ h=715 kh=60 j=52 g=42 f=26 r=25 ch=25 hu=13 zei=9 =8 m=8 ar=8 ha=5
ᆼ n=509 ng=292 =48 m=40 mps=27 ns=27 ado=14 o=13 in=12 ing=12
ᆯ l=849 ll=50 le=44 lle=18 el=17 gl=12 hl=6 nai=3
ᄅ r=557 =282 l=127 rr=11 le=5 ro=5 la=3
ᄃ d=899 rd=29 de=17 t=16 th=12 do=7 di=7 da=4 ki=4 y=4
ᄉ s=797 c=54 ss=51 sh=20 th=14 =14 z=12 ch=8 sch=8 ce=4 shi=2 cha=2 som=2 tok=2 g=2
ᄂ n=924 nn=44 an=10 gn=7 ny=4 kn=4 un=4 ne=3
ᄆ m=969 mm=11 yo=4 em=4 l=3 rm=3 na=3
ᅲ u=334 ch=169 =114 yu=113 ho=68 e=47 ue=45 h=42 ak=39 wa=18
ᆫ n=835 ne=52 nn=41 on=31 nne=12 nd=11 o=4 agi=3 g=3 i=2
ᅥ er=384 a=252 u=105 o=81 e=56 ur=35 ar=24 or=16 he=7 r=7 ut=7 ch=5 un=5 ber=5 y=5 her=2
ᄑ p=446 f=337 v=82 pp=36 w=27 ff=23 ph=12 af=8 pe=5 fo=5 cse=5 u=4 pi=3 pa=3 fe=2
ᅯ a=535 er=186 o=183 r=50
ᄎ c=425 ch=303 z=191 ts=43 t=21 tsu=11
ᅢ a=801 =87 i=43 c=21 am=17 e=14 ar=8 t=4
ᆨ c=319 k=225 x=196 ck=195 g=19 o=19 ek=10 =7
ᆸ p=561 b=399
ᅣ ya=362 ha=170 ja=145 a=144 cha=60 ia=56 aj=36 ra=17
ᅱ wi=345 u=282 i=133 y=63 hi=59 ut=45 h=29 =27
ᅨ e=589 he=259 i=81 er=46
ᅪ wa=546 =166 w=105 nik=55 ik=55 a=46
ᅬ o=581 u=240 oi=80 w=59
ᆺ tt=442 t=358 od=89 j=44 s=44
ᅭ o=273 ho=223 yo=187 u=94 e=89 moj=47 =43 z=19
0
7
ᆷ m=860 ham=45 lme=25 hm=24 me=23 um=10
ᄁ g=402 ko=397
ᄍ
ᄊ ts=802 to=132
ᅰ we=712 e=118 w=110
ᅤ h=798
ᅧ o=493 her=285 =151
ᄄ t=800
ᅫ =661
ᅴ i=666
~-ai e=362 a=136 ai=104 ei=65 =53 el=39 er=31 c=26 y=23 ay=20 i=19 et=16 ed=14 ey=14 es=13 eh=9 aa=9 ck=8 al=5 ue=5 ac=5 he=5 on=5 ad=5 ar=4 rg=3
~m m=936 mm=26 mu=15 mi=9 ma=6 yan=4 mon=3
~-o o=481 er=156 e=64 =42 or=36 ou=33 r=29 ur=28 al=25 a=20 eau=19 ag=19 u=9 va=9 x=8 ber=6 mer=5 w=4 p=4
~sh s=473 sh=217 sch=149 ch=97 us=25 is=14 he=13 u=5
~-eng on=417 en=317 n=64 m=63 ne=33 nt=32 ng=29 hon=28
~l r=487 l=383 ll=59 le=15 ell=6 re=5 li=4 el=4 ry=4 ly=3 ju=3 ol=2
~-uo o=786 or=39 ow=29 e=22 au=22 ou=15 oc=13 aw=11 oe=10 u=9 zo=9 ul=8 ol=8 ll=4 er=4 ho=4 r=3 ud=2
~y =461 y=242 i=104 j=81 e=61 u=9 ir=6 ly=6 no=5 jo=5 ita=5 h=3 a=3 ay=3 ya=3
~-i =425 i=395 e=48 y=41 ey=12 ee=10 ie=10 z=6 ea=5 es=4 s=4 chi=4 ch=3 id=3 hu=2
~s s=833 ss=44 th=25 c=24 x=21 ce=14 sh=12 z=7 es=5 is=2 sa=2 ng=2 vs=2
~g g=719 co=39 gu=34 go=31 ga=28 gh=27 ko=25 k=18 eg=18 rg=11 =11 ka=10 ge=9 c=7 gg=5 h=3
~-u =513 u=276 ou=39 o=37 oo=26 e=18 ur=18 er=10 ul=8 or=6 oc=5 y=5 ew=5 el=5 us=5 ui=4 yo=3 ov=2 in=2 ol=2 um=2 tu=2 h=2
~d d=714 t=167 dd=19 tt=13 ad=13 th=8 du=6 id=5 del=5 dw=5 di=4 rd=4 dar=3 dah=3 des=3 ar=3 da=3 o=3 ta=3 ed=3 te=3 od=2 de=2 nd=2
~-ao o=521 au=128 ou=64 ow=52 a=47 or=26 urg=26 u=25 od=25 ho=25 aw=13 ll=13 rd=13 ot=12 ol=5
~-er l=386 r=315 ll=84 el=40 le=37 er=34 re=24 eld=14 ar=13 ere=8 a=7 ul=5 zsi=5 gel=5 rg=4 rd=4 rt=4 ld=4 al=4
~b b=777 p=122 bb=16 by=12 bo=12 ub=12 be=8 bur=8 v=7 bou=6 pe=5 lb=4 bj=4 ber=2 eb=2
~x s=323 h=141 sh=112 ch=105 c=79 ss=38 ci=29 si=27 sch=24 th=23 sy=22 hy=17 he=10 shi=10 ru=9 sha=8 =8 as=7 se=4
~-in in=670 ing=79 ine=47 en=28 im=27 n=23 ne=17 nn=16 sin=14 ng=13 iy=13 y=13 an=13 i=8 =7 r=6
~h h=719 kh=62 w=49 ch=30 wh=23 g=16 v=16 j=16 hu=15 dh=9 hij=8 k=8 i=7 hi=7 ha=5 y=5 =3
~w v=422 w=361 =71 wa=17 ou=14 wi=12 ul=12 u=11 i=11 b=10 ve=10 wo=10 ov=8 o=7 ev=7 d=5 va=4 lv=3 av=2
~n n=884 =36 nn=22 l=18 hn=15 tne=7 in=6 ny=6 o=3
~-an an=664 am=51 ann=37 a=34 and=31 en=30 e=28 in=25 ang=18 un=13 n=13 au=12 ne=12 ai=7 ga=6 anh=6 l=6 =4
~f f=501 v=250 ff=73 ph=40 w=34 for=24 fe=16 vo=16 lf=10 va=10 fer=8 fal=6 ef=5 ev=3 h=2
~-en en=407 n=119 in=83 on=81 an=81 son=46 =42 ne=26 h=21 yn=19 rn=16 us=10 inn=10 y=9 d=9 i=9 s=9
~-e =576 e=178 er=117 o=56 t=9 ol=7 ur=6 a=5 eu=4 tt=3 ht=3 es=3 ha=3 or=2 el=2 k=2
~-ei e=483 i=226 er=58 a=43 ei=21 y=19 =18 il=16 ai=16 ay=14 ie=13 ey=10 et=9 ld=8 it=8 ed=8 j=5 o=5 k=4 u=3 s=3 el=3 x=3 eh=2
~-un en=310 on=280 un=229 om=76 n=47 m=25 len=21
~t t=805 tt=79 th=18 d=18 te=17 ig=11 ld=8 ett=7 ti=6 ta=5 tan=4 di=4 to=3 lt=3 tr=3 it=3 rt=2
~j g=284 k=230 j=170 ky=51 ki=29 gi=28 c=27 gu=21 q=21 ja=18 d=16 t=13 ge=12 =10 ji=9 je=8 gli=7 ma=7 y=7 kri=7 ga=6 ng=6 e=5 ig=3
~k k=481 c=258 ck=61 ko=51 co=43 qu=24 ch=23 =12 kh=8 q=6 koh=6 cor=4 cke=4 er=3 uk=3 for=3 kj=3 cc=2
~-a a=821 ar=67 er=24 u=9 =7 e=6 at=5 o=5 ard=5 es=4 ah=4 al=4 ac=4 ha=4 ut=3 ag=3 uc=3 ay=2 az=2
~-iang an=713 n=197
~p p=869 pp=40 b=30 mp=20 sa=10 pr=9 ph=7 pa=7 =4
~r r=523 j=85 z=75 re=61 y=56 n=55 ri=48 ur=46 ra=27 h=9
~-ui e=267 i=230 y=107 ei=103 ui=77 ie=40 rie=28 ri=28 et=28 a=27 r=26 ry=25
~-ing in=308 ing=294 en=281 ti=35 g=33 ne=31
~-ia a=741 ar=182 ha=38 =23
~-ie e=547 i=94 er=89 a=56 =48 et=45 y=34 ja=21 f=19 ch=19 los=18
~-uan n=337 am=190 g=189 an=189
~-uai i=585 e=269
~-ue o=574 ch=283 ud=96
~q ch=332 c=303 z=80 =54 zi=50 cc=47 k=35 g=35 se=12 jo=12 q=12 o=11 s=10
~ch ch=638 j=105 s=82 n=77 c=53 =18
~zh z=351 j=176 =111 ch=87 gi=59 c=58 ya=30 ta=29 u=29 y=28 g=28
~z z=734 zz=111 s=61 t=53 ze=24
~-ou o=363 u=361 ou=101 ol=40 au=39 go=38 ue=38
~-ong on=467 ong=161 om=108 un=108 =47 o=27 s=26 e=26 lon=17
~-ang an=289 on=286 ang=107 o=56 un=54 om=53 u=33 n=19 rne=18 em=18 oun=18 g=18 m=14 c=10
~-iu u=472 iu=191 o=130 e=123 r=52
~-ian en=277 e=151 ia=137 i=130 yu=69 ru=69 m=69 t=63
~-iao jo=589 i=216 o=136
~-ua ar=451 a=220 ua=218
~c tz=352 z=319 c=235 t=39 a=35
~-uang o=400 w=400
~-v u=584 =270
~-iong
y y=783 i=131 =27 e=21
ya ya=833 a=47 ja=45 =19 ha=12 ia=11
a a=949 =13 e=12
i i=905 y=26 e=23 =18
li li=823 ri=95 l=14 re=12 le=10 lli=9 ly=9 r=8 ry=7
j j=801 g=36 z=25 i=25 =19 y=10 h=8 s=7 gi=5
e e=888 i=32 a=22 =17 y=6
ay ay=754 e=74 i=49 a=30 ei=17 =14 y=13 ai=7 er=6
ye ye=755 e=123 i=50 y=14 ei=13 =10 a=8 ie=6
ie ie=756 i=128 e=34 y=23 =15 a=11 ei=8
el el=762 l=136 le=15 ll=13 e=11 r=11 =9 i=5
de de=858 d=93 di=9 da=8
ey ey=753 i=91 e=54 =34 y=15 a=8 ei=6
er er=790 r=77 =36 e=22 a=20 o=9 u=5
ri ri=843 li=71 r=13 re=12 le=9 lli=9 ly=9 l=9 ry=7
in in=845 n=48 en=21 ing=16 an=11 =6 ine=6 ne=6
u u=857 o=64 =17 ou=14 w=9 a=6
ai ai=766 e=88 a=26 i=25 ei=22 y=11 =8 er=5
ci ci=766 si=33 c=31 ch=29 i=20 s=18 ki=15 sh=10 ky=8 chi=7 cz=7 shi=7 zi=6 e=5 h=5
ea ea=751 i=152 e=32 =25 y=21
gi gi=794 j=48 g=26 i=16 z=14 gui=9 ge=9 e=8 k=7 ji=7 ggi=6
ee ee=753 i=159 =28 y=25 e=16
wi wi=853 vi=43 u=21 i=18 v=12 whi=9 w=7 y=7 o=5
at at=756 a=93 t=62 =14 e=13 th=12 te=7 i=6
ha ha=810 a=51 h=41 he=14 e=9 ya=8 ja=7 =6 hu=5 kha=5
sa sa=856 s=52 tha=15 ss=10 su=10 za=10 a=9
an an=851 n=64 en=14 am=7 a=7 on=6 in=5 ne=5
o o=924 u=30 ou=6
ga ga=839 g=86 ge=15 gha=7 gu=6 gh=5
am am=762 m=74 a=55 an=53 ma=6
ar ar=764 a=131 r=51 er=18 =6
r r=920 l=24 er=15 =14
ra ra=810 la=57 r=52 er=12 re=12 lla=11 le=7 ru=6 l=6
or or=757 o=138 =23 er=14 r=14 e=8 u=7 a=7
rd rd=753 r=95 d=86 l=20 er=6 o=6
re re=784 r=88 le=25 er=14 ra=12 l=11 ri=10 la=9 li=8 a=6 lle=6
rr rr=754 r=163 er=23 =19 l=9 a=7 re=6
d d=946 t=11 =7 de=7
do do=824 d=153 de=10
da da=905 d=47 der=17 de=13
di di=897 d=28 de=21 dy=20 die=10 t=6
dd dd=757 d=206 t=11 de=9
w w=797 v=73 o=33 u=29 b=12 =10 f=7
we we=850 o=51 u=23 wa=21 e=14 w=11 b=9 v=6
ou ou=765 u=90 o=83 =16 w=10
wa wa=810 o=33 w=30 va=22 =17 u=17 v=13 we=13 i=9
oo oo=755 u=100 =53 o=36 ou=15 w=6 e=5 er=5
au au=760 o=136 u=19 =15 ou=8 an=8
gh gh=764 g=159 i=14 go=13 ga=10 a=6
h h=881 a=18 ch=12 kh=8 =8 e=8 ha=8 g=7
ow ow=758 o=108 u=27 w=19 v=12 =10 a=8 ou=7 b=6 au=5 wo=5
v v=852 b=39 w=38 f=28
ve ve=829 v=39 w=23 f=15 o=15 ba=12 b=12 u=9 wo=9 fe=8
m m=965 ma=9
mi mi=944 m=22 me=11 mit=6 mik=5
ma ma=873 m=80 me=16 man=7
mo mo=882 m=55 ma=18 me=16 bro=7 h=6 moh=6
me me=848 m=86 ma=35 mo=6 mi=6
mu mu=778 m=182 me=8 ma=6
l l=918 r=31 ll=11 le=10 el=6 =6
al al=755 l=99 a=34 le=15 r=15 o=13 el=12 ll=11 e=6 er=6 la=5
le le=775 l=116 r=20 re=17 ll=11 el=8 la=7 =7 ri=5
la la=815 ra=63 l=40 lla=12 le=12 re=10 ru=7
ll ll=764 l=129 r=48 =11 le=10 el=7
es es=754 s=111 =27 e=26 a=16 z=10 i=9 ss=6
ja ja=793 ya=52 a=23 j=16 g=14 =12 ha=12 i=9 ia=6 gia=5
z z=852 s=47 j=17 c=13 tz=6 ts=6 ch=5
g g=925 j=11 gu=9 ga=6 gh=6 k=5
ge ge=820 g=63 j=22 ga=19 ghe=6 gi=5 z=5
gu gu=775 g=176 ga=10 j=6 k=5
ce ce=766 s=127 se=16 che=15 sse=10 c=7 ss=7 g=6
ze ze=774 z=74 e=34 se=33 s=25 tse=8 tze=6 za=5
he he=807 e=52 h=31 a=26 ha=25 ho=8 =6
ah ah=761 a=132 h=40 ha=15 e=10
t t=931 =12 tt=12 d=9 th=8 te=5
p p=898 b=38 f=26 pp=5
s s=937 ss=9 z=9 sh=7 c=6
se se=804 s=82 z=32 sse=19 ze=12 ce=11
za za=807 z=57 a=36 sa=25 s=21 th=10 se=6 ze=5
x x=764 s=99 k=38 c=32 ck=14 z=9 a=5
en en=800 n=104 an=17 on=16 in=13 ne=9
n n=956 ne=7 en=6 nn=5
on on=816 n=51 en=33 an=16 un=16 om=11 ong=8 ang=5
ne ne=800 n=138 en=11 an=8 net=5
ni ni=930 n=28 nni=23 ny=11
na na=920 n=52 ina=6 ne=5
un un=776 n=61 on=52 en=29 an=23 om=12 ong=6
nn nn=758 n=202 ne=8 en=8 an=6
c c=807 k=82 ch=23 s=18 ck=8 z=7 =6
ta ta=868 t=69 te=14 tu=12 ter=10 tt=5
te te=852 t=90 ta=12 ti=7 =7 tt=6 th=6
th th=800 t=97 s=41 d=10
tt tt=776 t=173 =12 d=10 th=5 te=5
pe pe=918 p=26 f=14 b=8 pi=7
q q=765 k=79 c=34 g=20 =14 ke=9 ck=6 ka=6 s=6 ch=5
ch ch=814 c=46 k=20 h=17 s=14 sh=12 t=8 sch=6 z=6
sh sh=806 s=85 sch=29 ch=25 c=11
cz cz=774 c=90 ch=83 ci=7 m=7 sh=5 chi=5
k k=894 c=51 ck=13 ch=6
ki ki=846 ky=50 k=20 chi=12 d=10 qui=9 ci=9 g=8 ke=7
ka ka=815 ca=60 k=51 c=14 g=7 kha=6 co=5
ck ck=766 k=134 c=56 ch=5
qu qu=758 k=129 c=56 ck=13 ch=7
ke ke=810 k=67 c=26 cke=16 q=9 ki=9 o=6 ck=5
ca ca=828 ka=59 k=53 c=14 kha=6 ch=5
ss ss=762 s=191 c=8 sa=6
b b=925 v=27 p=21 be=5
pa pa=889 p=52 f=19 po=11 b=7 pu=5
be be=844 b=63 v=26 ba=20 p=7 e=6
ba ba=858 b=50 be=20 v=19 va=19 bu=10
bu bu=807 b=106 ba=42 p=9 va=7 bou=6 v=6 be=6
pp pp=758 p=110 f=44 b=44 v=6 pi=6
f f=875 v=44 p=32 ff=11 ph=6 w=6
ph ph=757 f=105 p=44 v=44 ff=9 po=7 w=6
fe fe=806 f=53 v=29 p=24 ffe=16 fa=14 ve=12 ff=6 fet=5 fen=5 fer=5
ff ff=784 f=102 v=51 p=24 w=6
si si=861 shi=23 ci=20 sh=19 s=17 xi=13 c=10 sa=6
kh kh=775 h=94 ch=30 k=24 j=13 c=12 g=8 ha=8
ti ti=934 te=15 ty=15 t=15 th=5 tic=5
hi hi=791 i=63 =29 ch=20 h=12 y=10 g=8 hy=8 r=6 s=6 e=6 wi=5
ts ts=830 z=47 c=43 tz=26 =15 t=8 i=6 ch=6
ko ko=868 co=64 k=26 c=13 g=9
us us=758 s=55 i=38 =24 y=18 u=14 k=10 j=8 o=8 a=7 t=6 n=6
ro ro=882 lo=65 r=19 rro=7 l=7
et et=754 e=102 a=33 t=18 h=13 i=11 to=8 be=8 er=5
ng ng=789 n=159 m=7 =6 in=6
ei ei=803 e=43 i=33 a=23 y=20 ai=15 ie=14 ay=7 ey=6 ye=6
tz tz=825 z=62 c=44 ts=34 t=10 tu=6
co co=800 ko=89 k=39 c=19 g=17 ka=5
ho ho=835 o=37 he=18 jo=18 u=14 h=13 yo=8 e=8 ch=6 hu=6 =5
yo yo=825 o=65 u=30 =20 e=12 jo=11 m=8 ho=7 eu=6
go go=932 g=27 gh=14 a=6
bo bo=913 b=22 vo=15 be=12 v=9 bor=7 bom=5
no no=971 in=10 n=5 ne=5
lo lo=817 ro=135 l=10 r=9 rro=7 a=6
ur ur=755 =54 er=34 r=32 u=27 o=20 a=15 e=12 l=8
va va=827 ba=35 o=24 wa=18 v=17 w=15 vas=10 u=10 i=7
to to=818 t=133 d=12 tte=7 tho=6
so so=918 sso=45 o=7 iso=6 zo=6 s=6
ru ru=760 r=65 l=60 ra=25 la=25 ll=9 lla=5
ky ky=795 ki=83 k=27 g=22 j=13 chi=10 qui=8 ci=8 ke=6
vi vi=899 wi=47 bi=21 v=9
`;
