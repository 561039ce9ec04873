#include "common.inc"
camera { right x * image_width / image_height location <-6.5, 2.6, -10.5> look_at <0.1, 1.35, 0> angle 38 }
Sun(<-20, 30, -30>, 1.15)
light_source { <-15, 6, -10> rgb 0.2 shadowless }
BlueSky()
plane { y, 0 texture { pigment { granite scale 0.6 color_map { [0 rgb 0.22] [1 rgb 0.34] } } } }
box { <-60, -1, 4>, <60, 0.06, 60> Grass() }
#declare S = seed(9);
#for (I, 0, 40)
  #local R = 1.2 + rand(S) * 1.5;
  sphere { <rand(S) * 60 - 25, R + 0.6, 14 + rand(S) * 6>, R scale <1, 1.2, 1> pigment { rgb <0.08 + 0.08 * rand(S), 0.2 + 0.12 * rand(S), 0.05> } normal { granite 1 scale 0.5 } }
#end
#declare Yellow = texture { pigment { rgb <0.95, 0.55, 0.01> } finish { specular 0.4 roughness 0.02 reflection 0.03 } }
#declare Black = texture { pigment { rgb 0.02 } finish { specular 0.3 } }
#declare Glass = texture { pigment { rgb <0.05, 0.07, 0.09> } finish { specular 0.8 roughness 0.005 reflection 0.25 } }
#macro Round(A, B, R)
  union {
    box { A + <R, 0, R>, B - <R, R, R> }
    box { A + <0, 0, R>, B - <0, R, R> } box { A + <R, 0, 0>, B - <R, R, 0> }
    box { A + <R, R, R>, B - <R, 0, R> }
    cylinder { <A.x + R, B.y - R, A.z + R>, <B.x - R, B.y - R, A.z + R>, R } cylinder { <A.x + R, B.y - R, B.z - R>, <B.x - R, B.y - R, B.z - R>, R }
    cylinder { <A.x + R, B.y - R, A.z + R>, <A.x + R, B.y - R, B.z - R>, R } cylinder { <B.x - R, B.y - R, A.z + R>, <B.x - R, B.y - R, B.z - R>, R }
    cylinder { <A.x + R, A.y, A.z + R>, <A.x + R, B.y - R, A.z + R>, R } cylinder { <A.x + R, A.y, B.z - R>, <A.x + R, B.y - R, B.z - R>, R }
    cylinder { <B.x - R, A.y, A.z + R>, <B.x - R, B.y - R, A.z + R>, R }
    sphere { <A.x + R, B.y - R, A.z + R>, R } sphere { <A.x + R, B.y - R, B.z - R>, R } sphere { <B.x - R, B.y - R, A.z + R>, R }
  }
#end
// the front looks to -x
object { Round(<-2.6, 0.55, -1.15>, <4, 2.95, 1.15>, 0.22) texture { Yellow } }
object { Round(<-4.1, 0.55, -1.0>, <-2.4, 1.65, 1.0>, 0.25) texture { Yellow } }
#for (I, 0, 6) box { <-1.75 + I * 0.82, 1.75, -1.17>, <-1.75 + I * 0.82 + 0.66, 2.4, -1.0> texture { Glass } } #end
box { <-2.45, 0.6, -1.18>, <-1.95, 2.4, -1.0> texture { Glass } }
box { <-2.62, 1.75, -0.95>, <-2.5, 2.5, 0.95> texture { Glass } }
#for (I, 0, 2) box { <-2.6, 0.75 + I * 0.35, -1.175>, <3.95, 0.8 + I * 0.35, -1.0> texture { Black } } #end
box { <-4.14, 0.75, -0.6>, <-4.0, 1.35, 0.6> texture { Black } }
box { <-4.25, 0.45, -1.1>, <-4.05, 0.7, 1.1> texture { Black } }
#for (I, 0, 1)
  sphere { <-4.08, 1.1, -0.8 + I * 1.6>, 0.15 pigment { rgb 1 } finish { specular 1 ambient 0.3 } }
  sphere { <-2.55, 2.78, -0.85 + I * 1.7>, 0.1 pigment { rgb <0.8, 0.02, 0.02> } finish { ambient 0.4 } }
  sphere { <-2.55, 2.78, -0.6 + I * 1.2>, 0.1 pigment { rgb <1, 0.5, 0.02> } finish { ambient 0.4 } }
#end
box { <-2.64, 2.62, -0.45>, <-2.5, 2.9, 0.45> texture { Black } }
#macro Wheel(X, Z) union {
  torus { 0.38, 0.16 rotate x * 90 texture { Black } }
  cylinder { <0, 0, -0.12>, <0, 0, 0.12>, 0.36 texture { Black } }
  cylinder { <0, 0, -0.14>, <0, 0, 0.14>, 0.2 pigment { rgb 0.6 } }
  translate <X, 0.53, Z> } #end
Wheel(-3.2, -0.98) Wheel(2.3, -1.02) Wheel(-3.2, 0.98) Wheel(2.3, 1.02)
// the stop arm
cylinder { <-1.9, 1.5, -1.3>, <-1.9, 1.5, -1.33>, 0.24 pigment { rgb <0.75, 0.02, 0.02> } }
