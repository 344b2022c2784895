rostra.take("facets","0","     Cn&.!#%## DM#)!!$$!                                                 EW&,!##%#  EW&,##&&#   !!!!!#!!#")
